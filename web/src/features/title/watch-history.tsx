import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button, IconButton } from '@/components/button';
import { Field } from '@/components/field';
import { Skeleton } from '@/components/skeleton';
import { here, today } from '@/lib/days';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { seasonsQuery } from '@/lib/titles/seasons';
import { toast } from '@/lib/toasts';
import type { TitleFacts } from './requests/title';
import { useAddWatch, useDeleteWatch, type Watch, watchesQuery } from './requests/watches';

const SHOWN = 8;

/** When I watched it: all of it, with a way to add and to take away. */
export function WatchHistory({ of }: { of: TitleFacts }) {
  const { t } = useMessages();
  const heading = useId();
  const [all, setAll] = useState(false);
  const watches = useQuery(watchesQuery(of.id));
  const found = watches.data ?? [];
  const shown = all ? found : found.slice(0, SHOWN);
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="text-xl font-semibold md:text-2xl">
        {t('title.history')}
      </h2>
      {watches.isPending && <Skeleton className="mt-3 h-12 w-full" />}
      {watches.isError && <p className="mt-2 text-quiet">{t('title.history.failed')}</p>}
      {watches.data?.length === 0 && <p className="mt-2 text-quiet">{t('title.history.empty')}</p>}
      {found.length > 0 && (
        <ul className="mt-2 divide-y divide-line border-y border-line">
          {shown.map((one) => (
            <Watched key={one.id} watch={one} of={of} />
          ))}
        </ul>
      )}
      {found.length > shown.length && (
        <Button look="bare" className="mt-2" onClick={() => setAll(true)}>
          {t('title.history.all', { count: found.length })}
        </Button>
      )}
      <Add of={of} />
    </section>
  );
}

function Add({ of }: { of: TitleFacts }) {
  const { t } = useMessages();
  const failed = useFailed();
  const add = useAddWatch(of.id);
  const [day, setDay] = useState(today);
  function submit(event: FormEvent) {
    event.preventDefault();
    add.mutate(
      { at: day || null },
      { onError: failed, onSuccess: () => toast({ text: t('title.history.added', { title: of.name }) }) },
    );
  }
  return (
    <form onSubmit={submit} className="mt-4 flex flex-wrap items-end gap-2">
      <Field
        label={t('title.history.day')}
        type="date"
        max={today()}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <Button type="submit" icon="plus" busy={add.isPending}>
        {t('title.history.add')}
      </Button>
    </form>
  );
}

function Watched({ watch, of }: { watch: Watch; of: TitleFacts }) {
  const { t, formats } = useMessages();
  const failed = useFailed();
  const remove = useDeleteWatch();
  const add = useAddWatch(of.id);
  const seasons = useQuery({ ...seasonsQuery(of.id), enabled: watch.episode_id !== null });
  const season = seasons.data?.items.find((one) => one.episodes.some((two) => two.id === watch.episode_id));
  const episode = season?.episodes.find((one) => one.id === watch.episode_id);
  const when = watch.watched_at;
  const day = when === null ? t('title.history.some_day') : formats.day(here(when));
  const more = [
    episode && season
      ? t('title.episode', { season: season.number, number: episode.number, name: episode.name })
      : null,
    watch.progress < 100
      ? t('title.history.progress', { share: formats.percent(watch.progress / 100) })
      : null,
    watch.rewatch ? t('title.history.again') : null,
  ].filter(Boolean);
  function takeAway() {
    const back = () =>
      add.mutate({ at: when, episode: watch.episode_id, progress: watch.progress }, { onError: failed });
    remove.mutate(watch.id, {
      onError: failed,
      onSuccess: () =>
        toast({
          text: t('title.history.removed', { day }),
          // A watch without a day cannot be put back as it was: it would be of today.
          ...(when !== null && { action: { label: t('common.undo'), act: back } }),
        }),
    });
  }
  return (
    <li className="flex items-center justify-between gap-3 py-1">
      <p>
        <span className="font-medium">{day}</span>
        {more.length > 0 && <span className="text-sm text-quiet"> · {more.join(' · ')}</span>}
      </p>
      <IconButton
        icon="trash"
        label={t('title.history.remove', { day })}
        disabled={remove.isPending}
        onClick={takeAway}
      />
    </li>
  );
}
