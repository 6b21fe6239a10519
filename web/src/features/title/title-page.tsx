import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { Poster } from '@/components/poster';
import { Place, Row } from '@/components/row';
import { CardSkeleton, Loading, Skeleton } from '@/components/skeleton';
import { TitleCard } from '@/components/title-card';
import { useMessages } from '@/lib/messages/provider';
import { Cast } from './cast';
import { Facts, Headline } from './facts';
import { Marks } from './marks';
import { Opinion } from './opinion';
import { similarQuery, type TitleFacts, titleQuery } from './requests/title';
import { Seasons } from './seasons';
import { WatchHistory } from './watch-history';
import { WhereToWatch } from './where-to-watch';
import { Writings } from './writings';

export function TitlePage() {
  const { id } = useParams({ strict: false });
  const number = Number(id);
  return <OneTitle key={number} id={number} />;
}

function OneTitle({ id }: { id: number }) {
  const { t } = useMessages();
  const title = useQuery(titleQuery(id));
  if (title.isPending) return <Pending />;
  if (title.isError) {
    return (
      <Page title={t('title.unknown')} bare>
        <ErrorState error={title.error} onRetry={() => void title.refetch()} />
      </Page>
    );
  }
  return <Filled of={title.data} />;
}

const GRID =
  'grid grid-cols-[7rem_minmax(0,1fr)] gap-x-4 gap-y-6 md:grid-cols-[18rem_minmax(0,1fr)] md:gap-x-10';

function Filled({ of }: { of: TitleFacts }) {
  return (
    <Page title={of.name} bare>
      <div className={GRID}>
        <div className="md:row-span-2">
          <Poster url={of.poster_url} sizes="(min-width: 48rem) 288px, 112px" first className="rounded-md" />
        </div>
        <Headline of={of} />
        <div className="col-span-2 grid content-start gap-6 md:col-span-1">
          <Opinion of={of} />
          <Marks of={of} />
          <Facts of={of} />
        </div>
      </div>
      <div className="mt-10 grid gap-10 lg:grid-cols-2 lg:gap-x-12">
        <WhereToWatch of={of} />
        <WatchHistory of={of} />
      </div>
      {of.seasons > 0 && <Seasons of={of} />}
      <Cast of={of} />
      <Similar id={of.id} />
      <Writings of={of} />
    </Page>
  );
}

function Similar({ id }: { id: number }) {
  const { t } = useMessages();
  const similar = useQuery(similarQuery(id));
  if (similar.isError || similar.data?.items.length === 0) return null;
  return (
    <Row
      title={t('title.similar')}
      {...(similar.data && {
        why: t(similar.data.by === 'taste' ? 'title.similar.taste' : 'title.similar.facts'),
      })}
    >
      {similar.data
        ? similar.data.items.map((one) => (
            <Place key={one.id}>
              <TitleCard of={one} />
            </Place>
          ))
        : Array.from({ length: 7 }, (_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: places have no name
            <Place key={place}>
              <CardSkeleton />
            </Place>
          ))}
    </Row>
  );
}

/** As large as a title of usual length. */
function Pending() {
  const { t } = useMessages();
  return (
    <Page title={t('common.loading')} bare>
      <Loading />
      <div className={GRID}>
        <Skeleton className="aspect-2/3 w-full rounded-md md:row-span-2" />
        <div>
          <Skeleton className="h-9 w-4/5 md:h-11" />
          <Skeleton className="mt-3 h-5 w-1/2" />
        </div>
        <div className="col-span-2 grid content-start gap-6 md:col-span-1">
          <Skeleton className="h-40 w-full max-w-xl" />
          <Skeleton className="h-11 w-full max-w-xl" />
          <Skeleton className="h-32 w-full max-w-prose" />
        </div>
      </div>
    </Page>
  );
}
