import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Button } from '@/components/button';
import { ErrorState } from '@/components/error-state';
import { Skeleton } from '@/components/skeleton';
import type { Schemas } from '@/lib/api/client';
import { here } from '@/lib/days';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { seasonsQuery } from '@/lib/titles/seasons';
import type { TitleFacts } from './requests/title';
import { useAddWatch, useDeleteWatch, type Watch, watchesQuery } from './requests/watches';

/** From so many per cent on the service counts it as watched. */
const WATCHED = 90;

export function Seasons({ of }: { of: TitleFacts }) {
  const { t } = useMessages();
  const heading = useId();
  const seasons = useQuery(seasonsQuery(of.id));
  const watches = useQuery(watchesQuery(of.id));
  const seen = new Map<number, Watch[]>();
  for (const watch of watches.data ?? []) {
    if (watch.episode_id === null || watch.progress < WATCHED) continue;
    seen.set(watch.episode_id, [...(seen.get(watch.episode_id) ?? []), watch]);
  }
  const next = seasons.data?.items
    .flatMap((one) => one.episodes)
    .find((one) => one.aired && !seen.has(one.id));
  const nextSeason = seasons.data?.items.find((one) => one.episodes.some((two) => two.id === next?.id));
  return (
    <section aria-labelledby={heading} className="mt-10">
      <h2 id={heading} className="text-xl font-semibold md:text-2xl">
        {t('title.seasons')}
      </h2>
      {seasons.isPending && <Skeleton className="mt-3 h-36 w-full" />}
      {seasons.isError && <ErrorState error={seasons.error} onRetry={() => void seasons.refetch()} />}
      <div className="mt-3 divide-y divide-line border-y border-line">
        {seasons.data?.items.map((one) => (
          <Season key={one.id} of={of} season={one} seen={seen} open={one.id === nextSeason?.id} />
        ))}
      </div>
    </section>
  );
}

interface SeasonProps {
  of: TitleFacts;
  season: Schemas['OneSeason'];
  seen: ReadonlyMap<number, readonly Watch[]>;
  open: boolean;
}

function Season({ of, season, seen, open }: SeasonProps) {
  const { t } = useMessages();
  const aired = season.episodes.filter((one) => one.aired);
  const watched = aired.filter((one) => seen.has(one.id)).length;
  return (
    <details open={open}>
      <summary className="flex min-h-13 cursor-pointer items-center gap-3">
        <span className="font-medium">{season.name}</span>
        <span className="text-sm text-quiet">
          {[
            season.released === null ? null : season.released.slice(0, 4),
            t('title.seasons.seen', { seen: watched, count: aired.length }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </summary>
      <ol className="mb-3 grid gap-x-8 lg:grid-cols-2">
        {season.episodes.map((one) => (
          <Episode key={one.id} of={of} episode={one} watches={seen.get(one.id) ?? []} />
        ))}
      </ol>
    </details>
  );
}

function Episode(props: { of: TitleFacts; episode: Schemas['OneEpisode']; watches: readonly Watch[] }) {
  const { t, formats } = useMessages();
  const failed = useFailed();
  const add = useAddWatch(props.of.id);
  const remove = useDeleteWatch();
  const { episode, watches } = props;
  const last = watches[0];
  const facts = [
    episode.released === null ? null : formats.day(here(episode.released)),
    episode.runtime_min ? formats.runtime(episode.runtime_min) : null,
  ].filter(Boolean);
  return (
    <li className="flex items-center justify-between gap-3 py-1.5">
      <div className="min-w-0">
        <p>
          <span className="text-quiet">{episode.number}.</span> {episode.name}
        </p>
        <p className="text-sm text-quiet">{facts.join(' · ')}</p>
      </div>
      {episode.aired ? (
        <Button
          look={last ? 'bare' : 'plain'}
          size="small"
          icon={last ? 'check' : 'eye'}
          aria-pressed={Boolean(last)}
          busy={add.isPending || remove.isPending}
          onClick={() =>
            last
              ? remove.mutate(last.id, { onError: failed })
              : add.mutate({ episode: episode.id }, { onError: failed })
          }
        >
          {t('title.episode.seen')}
          <span className="sr-only">: {episode.name}</span>
        </Button>
      ) : (
        <span className="text-sm text-quiet">{t('title.episode.to_come')}</span>
      )}
    </li>
  );
}
