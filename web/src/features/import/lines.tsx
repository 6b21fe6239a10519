import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { ErrorState } from '@/components/error-state';
import { Icon } from '@/components/icon';
import { Poster } from '@/components/poster';
import { Loading, Skeleton } from '@/components/skeleton';
import type { Schemas } from '@/lib/api/client';
import { here } from '@/lib/days';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { Picker } from './picker';
import { type Line, type LineState, linesQuery, useFix } from './requests/lines';

type Card = Schemas['Card'];

export function Lines({ id, state }: { id: number; state: LineState }) {
  const { t } = useMessages();
  const query = useInfiniteQuery(linesQuery(id, state));
  // Lines that were put right here are shown as they are now, in their old place.
  const [changed, setChanged] = useState<ReadonlyMap<number, Line>>(new Map());
  const put = (line: Line) => setChanged((now) => new Map(now).set(line.line, line));
  if (query.isPending) {
    return (
      <>
        <Loading />
        <Skeleton className="h-20 w-full" />
        <Skeleton className="mt-3 h-20 w-full" />
      </>
    );
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const lines = query.data.pages.flatMap((page) => page.items);
  if (!lines.length) return <p className="text-quiet">{t('import.no_lines')}</p>;
  return (
    <>
      <p className="mb-2 text-sm text-quiet">{t(`import.line.${state}.help`)}</p>
      <ul className="divide-y divide-line border-y border-line">
        {lines.map((one) => (
          <OneLine key={one.line} id={id} line={changed.get(one.line) ?? one} onChange={put} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('import.more')}
        </Button>
      )}
    </>
  );
}

function OneLine({ id, line, onChange }: { id: number; line: Line; onChange: (line: Line) => void }) {
  const { t, formats } = useMessages();
  const failed = useFailed();
  const fix = useFix(id);
  const [picking, setPicking] = useState(false);
  const say = (title: number | null) =>
    fix.mutate({ line: line.line, title }, { onSuccess: onChange, onError: failed });
  const told = [
    line.says && t(`import.says.${line.says}`),
    line.stars === null ? null : t('stars.value', { stars: formats.stars(line.stars) }),
    line.at === null ? null : formats.day(here(line.at)),
    t('import.line_number', { line: line.line }),
  ].filter(Boolean);
  const name = line.name ?? line.title?.name ?? t('import.nameless');
  return (
    <li className="py-3">
      <p className="font-medium">
        {name}
        {line.year !== null && <span className="text-quiet"> ({line.year})</span>}
      </p>
      <p className="text-sm text-quiet">{told.join(' · ')}</p>
      {line.fault && <p className="text-sm text-bad">{line.fault}</p>}
      {line.title && line.state !== 'skipped' && <Meant card={line.title} />}
      {line.state === 'skipped' && <p className="mt-1 text-sm text-quiet">{t('import.left_out')}</p>}
      {line.state !== 'bad' && (
        <div className="mt-2 flex flex-wrap gap-2">
          {line.state !== 'matched' &&
            line.state !== 'fixed' &&
            line.candidates.slice(0, 4).map((one) => (
              <Button key={one.id} size="small" disabled={fix.isPending} onClick={() => say(one.id)}>
                {named(one)}
              </Button>
            ))}
          <Button size="small" look="bare" icon="search" onClick={() => setPicking(true)}>
            {t('import.look_up')}
            <span className="sr-only">: {name}</span>
          </Button>
          {line.state !== 'skipped' && (
            <Button size="small" look="bare" icon="close" disabled={fix.isPending} onClick={() => say(null)}>
              {t('import.leave_out')}
              <span className="sr-only">: {name}</span>
            </Button>
          )}
        </div>
      )}
      <Picker
        open={picking}
        first={line.name ?? ''}
        onClose={() => setPicking(false)}
        onPick={(card) => {
          setPicking(false);
          say(card.id);
        }}
      />
    </li>
  );
}

function named(card: Card): string {
  return card.year === null ? card.name : `${card.name} (${card.year})`;
}

/** The title that the line is taken for. */
function Meant({ card }: { card: Card }) {
  return (
    <p className="mt-2 flex items-center gap-3">
      <Poster url={card.poster_url} sizes="32px" width="w-8" className="shrink-0 rounded-none" />
      <span className="text-good">
        <Icon name="check" />
      </span>
      {named(card)}
    </p>
  );
}
