import { useQuery } from '@tanstack/react-query';
import { type ComponentType, useState } from 'react';
import { Button } from '@/components/button';
import { Stars } from '@/components/stars';
import { nameOf, TitleCard } from '@/components/title-card';
import type { Schemas } from '@/lib/api/client';
import { tell } from '@/lib/feedback';
import { useMessages } from '@/lib/messages/provider';
import { preferencesQuery } from '@/lib/preferences';
import { useMyRating } from '@/lib/ratings/my-rating';
import { useRate } from '@/lib/ratings/use-rate';
import { inWords } from '@/lib/reasons';
import { useStore } from '@/lib/store';
import { Arrange } from './arrange';
import { ContinueShelf } from './continue-shelf';
import { passedOver, pickFor } from './pick';
import { gemsQuery, trendingQuery } from './requests/discover';
import { becauseQuery } from './requests/loved';
import { shortQuery, suggestionsQuery } from './requests/suggestions';
import { unratedQuery } from './requests/unrated';
import { watchlistQuery } from './requests/watchlist';
import { placed, type RowName } from './row-order';
import { Shelf } from './shelf';

const SHELVES: Record<RowName, ComponentType> = {
  continue: ContinueShelf,
  rate: RateShelf,
  yours: YoursShelf,
  because: BecauseShelf,
  gems: GemsShelf,
  trending: TrendingShelf,
  short: ShortShelf,
  watchlist: WatchlistShelf,
};

/** The rows beneath the hero, in the order of the person. */
export function Shelves() {
  const { t } = useMessages();
  const preferences = useQuery(preferencesQuery);
  const suggestions = useQuery(suggestionsQuery);
  const [arranging, setArranging] = useState(false);
  // They ask for so much that the one title above would come as late as the last of them.
  if (preferences.isPending || !suggestions.isFetched) return null;
  const order = placed(preferences.data?.rows ?? []);
  return (
    <>
      {order.map(({ row, hidden }) => {
        const Shown = SHELVES[row];
        return hidden ? null : <Shown key={row} />;
      })}
      <div className="mt-12 flex justify-center">
        <Button icon="sliders" onClick={() => setArranging(true)}>
          {t('home.arrange')}
        </Button>
      </div>
      <Arrange open={arranging} onClose={() => setArranging(false)} order={order} />
    </>
  );
}

function Suggested({ item, slate }: { item: Schemas['Recommended']; slate: string }) {
  const { t, formats, language } = useMessages();
  return (
    <TitleCard
      of={item}
      reason={inWords(item.reasons[0], t, formats, language)}
      onOpen={() => tell({ kind: 'clicked', slate_id: slate, title_id: item.id })}
    />
  );
}

function YoursShelf() {
  const { t } = useMessages();
  const query = useQuery(suggestionsQuery);
  const slate = query.data?.slate_id ?? '';
  const passed = useStore(passedOver);
  const items = query.data?.items ?? [];
  // The one above is not told twice.
  const tonight = pickFor(items, passed)?.id;
  return (
    <Shelf
      title={t('home.row.yours')}
      why={t('home.row.yours.why')}
      query={query}
      items={items.filter((one) => one.id !== tonight)}
      card={(item) => <Suggested item={item} slate={slate} />}
    />
  );
}

function ShortShelf() {
  const { t } = useMessages();
  const query = useQuery(shortQuery);
  const slate = query.data?.slate_id ?? '';
  return (
    <Shelf
      title={t('home.row.short')}
      why={t('home.row.short.why')}
      query={query}
      items={query.data?.items ?? []}
      card={(item) => <Suggested item={item} slate={slate} />}
    />
  );
}

function BecauseShelf() {
  const { t } = useMessages();
  const query = useQuery(becauseQuery);
  const found = query.data;
  const title = found ? t('home.row.because', { title: nameOf(found.seed) }) : t('home.row.because.name');
  const why = t(found?.by === 'facts' ? 'home.row.because.facts' : 'home.row.because.why');
  return <Shelf title={title} why={why} query={query} items={found?.items ?? []} />;
}

function GemsShelf() {
  const { t } = useMessages();
  const query = useQuery(gemsQuery);
  return (
    <Shelf
      title={t('home.row.gems')}
      why={t('home.row.gems.why')}
      query={query}
      items={query.data?.items ?? []}
    />
  );
}

function TrendingShelf() {
  const { t } = useMessages();
  const query = useQuery(trendingQuery);
  return (
    <Shelf
      title={t('home.row.trending')}
      why={t('home.row.trending.why')}
      query={query}
      items={query.data?.items ?? []}
    />
  );
}

function WatchlistShelf() {
  const { t } = useMessages();
  const query = useQuery(watchlistQuery);
  return (
    <Shelf
      title={t('home.row.watchlist')}
      why={t('home.row.watchlist.why')}
      query={query}
      items={query.data?.items.map((one) => one.title) ?? []}
      empty={t('home.row.watchlist.empty')}
    />
  );
}

function RateShelf() {
  const { t } = useMessages();
  const query = useQuery(unratedQuery);
  return (
    <Shelf
      usual="rate"
      title={t('home.row.rate')}
      why={t('home.row.rate.why')}
      query={query}
      items={query.data ?? []}
      card={(item) => <ToRate item={item} />}
    />
  );
}

function ToRate({ item }: { item: Schemas['Card'] }) {
  const rate = useRate();
  const mine = useMyRating(item.id, null);
  return (
    <TitleCard of={item}>
      <Stars
        size="small"
        value={mine}
        title={item.name}
        onChange={(stars) => void rate({ id: item.id, title: item.name, stars })}
      />
    </TitleCard>
  );
}
