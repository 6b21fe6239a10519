import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Button } from '@/components/button';
import { Place, Row } from '@/components/row';
import { CardSkeleton } from '@/components/skeleton';
import { type Carded, TitleCard } from '@/components/title-card';
import { keep, readKept } from '@/lib/kept';
import { useMessages } from '@/lib/messages/provider';

const PLACES = Array.from({ length: 8 }, (_, place) => place);

interface ShelfProps<T extends Carded> {
  title: string;
  why: string;
  query: Pick<UseQueryResult<unknown>, 'isPending' | 'isError' | 'refetch'>;
  items: readonly T[];
  /** What stands there where there is nothing; without it the row is left out. */
  empty?: string;
  card?: (item: T) => ReactNode;
  /** Of a row that most have not: its name. Its place is kept while it loads where there was one the last time. */
  usual?: string;
}

/** A row with its places kept while it loads. */
export function Shelf<T extends Carded>({ title, why, query, items, empty, card, usual }: ShelfProps<T>) {
  const { t } = useMessages();
  const there = items.length > 0;
  const { isPending } = query;
  useEffect(() => {
    if (usual && !isPending) keep(`row.${usual}`, there || null);
  }, [usual, isPending, there]);
  if (isPending && usual && !readKept(`row.${usual}`, false)) return null;
  if (!query.isPending && !query.isError && items.length === 0) {
    return empty ? (
      <Row title={title} why={empty}>
        {null}
      </Row>
    ) : null;
  }
  return (
    <Row title={title} why={why}>
      {query.isPending &&
        PLACES.map((place) => (
          <Place key={place}>
            <CardSkeleton />
          </Place>
        ))}
      {query.isError && (
        <li className="flex items-center gap-4 py-6">
          {t('home.row.failed')}
          <Button size="small" onClick={() => void query.refetch()}>
            {t('common.try_again')}
          </Button>
        </li>
      )}
      {items.map((item) => (
        <Place key={item.id}>{card ? card(item) : <TitleCard of={item} />}</Place>
      ))}
    </Row>
  );
}
