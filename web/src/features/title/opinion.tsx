import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Skeleton } from '@/components/skeleton';
import { Stars } from '@/components/stars';
import { useMessages } from '@/lib/messages/provider';
import { useMyRating } from '@/lib/ratings/my-rating';
import { useIgnore } from '@/lib/ratings/use-ignore';
import { useRate } from '@/lib/ratings/use-rate';
import { predictedQuery, ratingsQuery } from './requests/mine';
import type { TitleFacts } from './requests/title';
import { WhyPanel } from './why-panel';

/** What I gave it, what we expect of me, and what everybody thinks. */
export function Opinion({ of }: { of: TitleFacts }) {
  const { t, formats } = useMessages();
  const [why, setWhy] = useState(false);
  const mine = useMyRating(of.id);
  const rate = useRate();
  const ratings = useQuery(ratingsQuery(of.id));
  const everybody = ratings.data?.everybody;
  return (
    <section
      aria-label={t('title.opinion')}
      className="grid max-w-2xl gap-x-10 gap-y-5 rounded-md border border-line bg-surface p-4 sm:grid-cols-2 md:p-5"
    >
      <div>
        <h2 className="text-sm font-medium text-quiet">{t('title.mine')}</h2>
        <div className="-ml-0.5 flex flex-wrap items-center gap-x-3">
          <Stars
            value={mine}
            title={of.name}
            size="large"
            onChange={(stars) => void rate({ id: of.id, title: of.name, stars, before: mine })}
          />
        </div>
        {mine === null ? (
          <p className="text-sm text-quiet">
            <span className="pointer-coarse:hidden">{t('title.mine.how')}</span>
            <span className="hidden pointer-coarse:inline">{t('title.mine.how.touch')}</span>
          </p>
        ) : (
          <p className="flex min-h-9 flex-wrap items-center gap-x-1">
            <span className="font-medium">{t('stars.value', { stars: formats.stars(mine) })}</span>
            <Button
              look="bare"
              size="small"
              onClick={() => void rate({ id: of.id, title: of.name, stars: null, before: mine })}
            >
              {t('title.mine.remove')}
            </Button>
          </p>
        )}
        {mine !== null && ratings.data?.mine?.ignored && <Ignored of={of} />}
      </div>
      <div>
        <Expected id={of.id} />
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
          <Button size="small" aria-haspopup="dialog" onClick={() => setWhy(true)}>
            {t('title.why')}
          </Button>
        </div>
        {everybody && (
          <p className="mt-3 text-sm text-quiet">
            {t('title.everybody', { stars: formats.stars(everybody.stars), count: everybody.ratings })}
          </p>
        )}
      </div>
      <WhyPanel id={of.id} open={why} onClose={() => setWhy(false)} />
    </section>
  );
}

function Expected({ id }: { id: number }) {
  const { t, formats } = useMessages();
  const predicted = useQuery(predictedQuery(id));
  return (
    <>
      <h2 className="text-sm font-medium text-quiet">{t('title.expected')}</h2>
      {predicted.isPending ? (
        <Skeleton className="mt-1 h-15 w-40" />
      ) : predicted.data?.predicted_stars == null ? (
        <p className="min-h-16">{t(predicted.isError ? 'title.expected.failed' : 'title.expected.none')}</p>
      ) : (
        <div className="min-h-16">
          <p className="font-display text-3xl leading-tight font-bold">
            <span className="text-accent" aria-hidden="true">
              ★
            </span>{' '}
            {formats.stars(predicted.data.predicted_stars)}
          </p>
          {predicted.data.interval && (
            <p className="text-sm text-quiet">
              {t('title.expected.between', {
                low: formats.stars(predicted.data.interval.low),
                high: formats.stars(predicted.data.interval.high),
                level: formats.percent(predicted.data.interval.level),
              })}
            </p>
          )}
        </div>
      )}
    </>
  );
}

/** A rating that recommendations leave out, and the way back. */
function Ignored({ of }: { of: TitleFacts }) {
  const { t } = useMessages();
  const ignore = useIgnore();
  return (
    <p className="text-sm text-quiet">
      {t('title.ignored')}{' '}
      <Button
        look="bare"
        size="small"
        className="-ml-3 underline decoration-line-strong underline-offset-4"
        onClick={() => void ignore({ id: of.id, title: of.name, ignored: false })}
      >
        {t('title.ignored.back')}
      </Button>
    </p>
  );
}
