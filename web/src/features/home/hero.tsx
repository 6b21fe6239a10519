import { useQuery } from '@tanstack/react-query';
import { Button, ButtonLink } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Loading, Skeleton } from '@/components/skeleton';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { useStore } from '@/lib/store';
import { HeroPick } from './hero-pick';
import { passedOver, pickFor } from './pick';
import { suggestionsQuery } from './requests/suggestions';

/** One title for tonight. Each action leads to the next best. */
export function Hero() {
  const { t } = useMessages();
  const suggestions = useQuery(suggestionsQuery);
  const passed = useStore(passedOver);
  if (suggestions.isPending) return <HeroSkeleton />;
  if (suggestions.isError) {
    return <ErrorState error={suggestions.error} onRetry={() => void suggestions.refetch()} />;
  }
  const { items, slate_id, source } = suggestions.data;
  const pick = pickFor(items, passed);
  const known = source === 'personalised' || source === 'cached';
  if (!pick) {
    return (
      <EmptyState
        icon="film"
        title={t('home.hero.end')}
        action={
          <>
            <Button onClick={() => passedOver.set(new Set())}>{t('home.hero.restart')}</Button>
            <ButtonLink to="/start">{t('home.new.action')}</ButtonLink>
          </>
        }
      />
    );
  }
  const put = (title: Schemas['Recommended'], away: boolean) =>
    passedOver.set((now) => {
      const next = new Set(now);
      if (away) next.add(title.id);
      else next.delete(title.id);
      return next;
    });
  return (
    <>
      <HeroPick key={pick.id} pick={pick} slate={slate_id} onPass={put} known={known} />
      {!known && <NewHere />}
    </>
  );
}

/** For those of whom nothing is known yet. */
function NewHere() {
  const { t } = useMessages();
  return (
    <div className="mt-8 flex flex-wrap items-center justify-between gap-4 rounded-md border border-line bg-surface p-5">
      <div>
        <h2 className="text-lg font-semibold">{t('home.new.title')}</h2>
        <p className="text-quiet">{t('home.new.text')}</p>
      </div>
      <ButtonLink to="/start" icon="ticket">
        {t('home.new.action')}
      </ButtonLink>
    </div>
  );
}

function HeroSkeleton() {
  return (
    <div className="grid gap-6 md:grid-cols-[17rem_1fr] md:gap-10">
      <Loading />
      <Skeleton className="mx-auto aspect-2/3 w-44 md:w-full" />
      <div className="md:py-6">
        <Skeleton className="h-5 w-32" />
        <Skeleton className="mt-3 h-12 w-4/5" />
        <Skeleton className="mt-4 h-5 w-1/2" />
        <Skeleton className="mt-6 h-16 w-3/4" />
        <Skeleton className="mt-8 h-11 w-full max-w-md" />
      </div>
    </div>
  );
}
