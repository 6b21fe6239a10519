import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { TitleCard } from '@/components/title-card';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { begunQuery, type ToContinue, useWatched } from './requests/begun';
import { Shelf } from './shelf';

/** Titles that were begun, each with what is left of it. */
export function ContinueShelf() {
  const { t } = useMessages();
  const query = useQuery(begunQuery);
  const found = new Map((query.data ?? []).map((one) => [one.title.id, one]));
  return (
    <Shelf
      usual="continue"
      title={t('home.row.continue')}
      why={t('home.row.continue.why')}
      query={query}
      items={[...found.values()].map((one) => one.title)}
      card={(title) => {
        const one = found.get(title.id);
        return one && <Continue of={one} />;
      }}
    />
  );
}

function Continue({ of }: { of: ToContinue }) {
  const { t, formats } = useMessages();
  const failed = useFailed();
  const watched = useWatched();
  const { title, progress, episode } = of;
  const share = progress === null ? '' : formats.percent(progress / 100);
  const where = episode && { season: episode.season, number: episode.number, name: episode.name };
  const reason = where
    ? progress === null
      ? t('home.continue.next', where)
      : t('home.continue.within', { ...where, share })
    : t('home.continue.partly', { share });
  return (
    <TitleCard of={title} reason={reason}>
      <Button
        size="small"
        icon="check"
        busy={watched.isPending}
        onClick={() => watched.mutate(of, { onError: failed })}
      >
        {t('home.continue.seen')}
        <span className="sr-only">: {episode ? `${title.name}, ${episode.name}` : title.name}</span>
      </Button>
    </TitleCard>
  );
}
