import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { ButtonLink } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import type { IconName } from '@/components/icon';
import { LongList } from '@/components/long-list';
import { Loading, Skeleton } from '@/components/skeleton';
import { useMessages } from '@/lib/messages/provider';
import { Filters } from './filters';
import { genresIn, narrowed, needsAll, WHOLE } from './narrow';
import { type ListName, listQuery } from './requests/lists';
import { EntryRow } from './row';

const ICONS: Record<ListName, IconName> = {
  ratings: 'library',
  history: 'clock',
  watchlist: 'bookmark',
  favourites: 'heart',
  reviews: 'pencil',
  'not-for-me': 'thumb_down',
};
const HEIGHT = { phone: 132, desk: 108 };

export function ListOf({ list }: { list: ListName }) {
  const { t, language } = useMessages();
  const [by, setBy] = useState(WHOLE);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const query = useInfiniteQuery(listQuery(list));
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = query;
  const entries = useMemo(
    () => (query.data?.pages ?? []).flatMap((page) => page.entries).filter((one) => !gone.has(one.key)),
    [query.data, gone],
  );
  const later = useDeferredValue(by);
  const shown = useMemo(() => narrowed(entries, later, language), [entries, later, language]);
  const genres = useMemo(() => genresIn(entries), [entries]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  // Filters and other orders speak of the whole list, so the whole list is fetched.
  const whole = needsAll(by);
  useEffect(() => {
    if (whole) more();
  }, [whole, more]);
  const hide = useCallback((key: string, hidden: boolean) => {
    setGone((now) => {
      const next = new Set(now);
      if (hidden) next.add(key);
      else next.delete(key);
      return next;
    });
  }, []);
  if (query.isPending) return <Pending />;
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!entries.length && !hasNextPage) return <Nothing list={list} />;
  const said = hasNextPage
    ? t(isFetchingNextPage && whole ? 'library.loading' : 'library.loaded', { count: entries.length })
    : shown.length === entries.length
      ? t('library.count', { count: entries.length })
      : t('library.count.some', { shown: shown.length, count: entries.length });
  return (
    <>
      <Filters by={by} genres={genres} stars={list === 'ratings'} onChange={setBy} />
      <p role="status" className="mt-4 mb-1 text-sm text-quiet">
        {said}
      </p>
      {isFetchNextPageError && <ErrorState error={query.error} onRetry={() => void fetchNextPage()} />}
      {shown.length === 0 && !hasNextPage ? (
        <p className="py-10 text-center text-quiet">{t('library.none_fits')}</p>
      ) : (
        <div className="border-t border-line">
          <LongList
            label={t('library.titles')}
            items={shown}
            keyOf={(one) => one.key}
            height={HEIGHT}
            {...(hasNextPage && { onEnd: more })}
          >
            {(one) => <EntryRow entry={one} list={list} onGone={hide} />}
          </LongList>
        </div>
      )}
    </>
  );
}

function Nothing({ list }: { list: ListName }) {
  const { t } = useMessages();
  return (
    <EmptyState
      icon={ICONS[list]}
      title={t(`library.empty.${list}`)}
      action={
        <>
          <ButtonLink to={list === 'ratings' ? '/start' : '/explore'} look="accent">
            {t(list === 'ratings' ? 'shell.start' : 'shell.explore')}
          </ButtonLink>
          <ButtonLink to="/import">{t('shell.import')}</ButtonLink>
        </>
      }
    >
      {t(`library.empty.${list}.help`)}
    </EmptyState>
  );
}

function Pending() {
  return (
    <div>
      <Loading />
      <Skeleton className="h-18 w-full" />
      {[0, 1, 2, 3, 4, 5].map((place) => (
        <Skeleton key={place} className="mt-4 h-24 w-full" />
      ))}
    </div>
  );
}
