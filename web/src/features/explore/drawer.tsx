import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '@/components/button';
import { Chip } from '@/components/chip';
import { Choice } from '@/components/choice';
import { Select } from '@/components/select';
import { Slider } from '@/components/slider';
import { Switch } from '@/components/switch';
import { modelName } from '@/lib/house/models';
import { readyQuery } from '@/lib/house/ready';
import { useMessages } from '@/lib/messages/provider';
import { preferencesQuery } from '@/lib/preferences';
import { genresQuery, languagesQuery } from './requests/words';
import { Sliders } from './sliders';
import { LENGTHS, listOf, type Tuning, toggled } from './tuning';
import type { useTuning } from './use-tuning';
import { Years } from './years';

type DrawerProps = Pick<ReturnType<typeof useTuning>, 'draft' | 'put' | 'change'>;

/** Everything by which the list is steered. The same beside it on a desk, and in a sheet on a phone. */
export function Drawer({ draft, put, change }: DrawerProps) {
  const { t, formats } = useMessages();
  const languages = useQuery(languagesQuery).data?.items ?? [];
  const models = useQuery(readyQuery).data?.release?.models ?? [];
  const untouched = Object.keys(draft).length === 0;
  return (
    <div className="grid gap-7">
      <Sliders tuning={draft} onChange={change} />
      <Select
        label={t('explore.recommender')}
        value={draft.model ?? ''}
        options={[
          { value: '', label: t('explore.recommender.house') },
          ...models.map((name) => ({ value: name, label: modelName(name, t) })),
        ]}
        onChange={(model) => change({ model })}
      />
      <Choice
        label={t('explore.kind')}
        value={draft.kind ?? 'all'}
        options={[
          { value: 'all', label: t('explore.kind.all') },
          { value: 'movie', label: t('explore.kind.movies') },
          { value: 'show', label: t('explore.kind.shows') },
        ]}
        onChange={(kind) => change({ kind: kind === 'all' ? undefined : kind })}
      />
      <Genres name="genres" draft={draft} change={change} />
      <Genres name="without" draft={draft} change={change} />
      <Years tuning={draft} onChange={change} />
      <Slider
        label={t('explore.longest')}
        value={draft.longest ?? LENGTHS.max}
        {...LENGTHS}
        says={
          draft.longest
            ? t('explore.longest.up_to', { time: formats.runtime(draft.longest) })
            : t('explore.any')
        }
        onChange={(next) => change({ longest: next >= LENGTHS.max ? undefined : next })}
      />
      <Select
        label={t('explore.language')}
        value={draft.language ?? ''}
        options={[
          { value: '', label: t('explore.any') },
          ...languages.map((one) => ({
            value: one.slug,
            label: `${one.name} (${formats.number(one.titles)})`,
          })),
        ]}
        onChange={(language) => change({ language })}
      />
      <OnMine on={draft.mine === true} onChange={(on) => change({ mine: on ? true : undefined })} />
      <Button icon="close" disabled={untouched} onClick={() => put({})}>
        {t('explore.reset')}
      </Button>
    </div>
  );
}

function Genres({
  name,
  draft,
  change,
}: {
  name: 'genres' | 'without';
  draft: Tuning;
  change: DrawerProps['change'];
}) {
  const { t } = useMessages();
  const genres = useQuery(genresQuery).data?.items ?? [];
  const held = listOf(draft[name]);
  const inOther = listOf(draft[name === 'genres' ? 'without' : 'genres']);
  const chips = (
    <div className="flex flex-wrap gap-1.5">
      {genres
        .filter((one) => !inOther.includes(one.slug))
        .map((one) => (
          <Chip
            key={one.slug}
            on={held.includes(one.slug)}
            onPress={() => change({ [name]: toggled(draft[name], one.slug) })}
          >
            {one.name}
          </Chip>
        ))}
    </div>
  );
  if (name === 'genres') {
    return (
      <fieldset>
        <legend className="mb-2 font-medium">{t('explore.genres')}</legend>
        {chips}
      </fieldset>
    );
  }
  return (
    <details open={held.length > 0}>
      <summary className="min-h-11 cursor-pointer content-center rounded-sm font-medium">
        {t('explore.without', { count: held.length })}
      </summary>
      <div className="mt-2">{chips}</div>
    </details>
  );
}

/** Nobody guesses where somebody watches: without a region there is a way to name one instead. */
function OnMine({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  const { t, formats } = useMessages();
  const preferences = useQuery(preferencesQuery).data;
  if (!preferences) return null;
  if (!preferences.region) {
    return (
      <p className="text-sm text-quiet">
        {t('explore.on_mine.where')}{' '}
        <Link to="/me" className="text-text underline underline-offset-4">
          {t('explore.on_mine.set')}
        </Link>
      </p>
    );
  }
  return (
    <div className="flex items-center justify-between gap-3">
      <div>
        <p className="font-medium">{t('explore.on_mine')}</p>
        <p className="text-sm text-quiet">
          {preferences.services.length ? formats.list(preferences.services) : preferences.region}
        </p>
      </div>
      <Switch label={t('explore.on_mine')} on={on} onChange={onChange} />
    </div>
  );
}
