import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { CardSkeleton, Loading } from '@/components/skeleton';
import { TitleCard } from '@/components/title-card';
import { Problem } from '@/lib/api/problem';
import { tell } from '@/lib/feedback';
import { modelName } from '@/lib/house/models';
import { useMessages } from '@/lib/messages/provider';
import { inWords } from '@/lib/reasons';
import { FIRST, type Slate, slateQuery } from './requests/slate';
import type { Tuning } from './tuning';

const MOST = 50;
const GRID = 'grid grid-cols-2 gap-x-4 gap-y-7 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5';
const PLACES = Array.from({ length: 20 }, (_, place) => place);

export function Results({ tuning, onReset }: { tuning: Tuning; onReset: () => void }) {
  const { t } = useMessages();
  const [many, setMany] = useState(FIRST);
  const query = useQuery(slateQuery(tuning, many));
  if (query.isPending) {
    return (
      <>
        <Loading />
        <p className="mb-4 text-sm text-quiet" aria-hidden="true">
          &nbsp;
        </p>
        <div className={GRID}>
          {PLACES.map((place) => (
            <CardSkeleton key={place} />
          ))}
        </div>
      </>
    );
  }
  // An address may be old, or of another house: its recommender or a word of it is not here.
  if (query.error instanceof Problem && query.error.status === 422) {
    return (
      <EmptyState
        icon="compass"
        title={t('explore.unknown')}
        action={<Button onClick={onReset}>{t('explore.reset')}</Button>}
      >
        {t('explore.unknown.help')}
      </EmptyState>
    );
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const slate = query.data;
  return (
    <div aria-busy={query.isFetching || undefined}>
      <Told slate={slate} />
      {slate.items.length === 0 ? (
        <EmptyState
          icon="compass"
          title={t('explore.empty')}
          action={<Button onClick={onReset}>{t('explore.reset')}</Button>}
        >
          {t('explore.empty.help')}
        </EmptyState>
      ) : (
        <Cards slate={slate} />
      )}
      {many < MOST && slate.items.length === many && (
        <p className="mt-8 text-center">
          <Button onClick={() => setMany(MOST)}>{t('explore.more')}</Button>
        </p>
      )}
    </div>
  );
}

function Told({ slate }: { slate: Slate }) {
  const { t, formats } = useMessages();
  return (
    <p role="status" className="mb-4 text-sm text-quiet">
      {slate.source === 'popular' || slate.source === 'segment popular'
        ? t('explore.told.popular', { count: slate.items.length })
        : t('explore.told', {
            count: slate.items.length,
            model: modelName(slate.model ?? '', t),
            time: formats.number(Math.max(1, slate.milliseconds)),
          })}
    </p>
  );
}

function Cards({ slate }: { slate: Slate }) {
  const { t, formats, language } = useMessages();
  return (
    <ul className={GRID}>
      {slate.items.map((item) => (
        <li key={item.id}>
          <TitleCard
            of={item}
            reason={inWords(item.reasons[0], t, formats, language)}
            sizes="(min-width: 80rem) 190px, (min-width: 40rem) 30vw, 45vw"
            onOpen={() => tell({ kind: 'clicked', slate_id: slate.slate_id, title_id: item.id })}
          />
        </li>
      ))}
    </ul>
  );
}
