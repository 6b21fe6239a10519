import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Skeleton } from '@/components/skeleton';
import { useMessages } from '@/lib/messages/provider';
import { useProblemWords } from '@/lib/problem-words';
import { type SizeAsked, sizeQuery } from '../requests/experiments';

interface SizeProps {
  asked: SizeAsked;
  onTake: (people: number) => void;
}

/** How many people are needed, by what people of this house did lately. */
export function SizeHelp({ asked, onTake }: SizeProps) {
  const { t, formats } = useMessages();
  const { reason } = useProblemWords();
  const [wanted, setWanted] = useState<SizeAsked | null>(null);
  const fits = asked.effect > 0 && asked.days > 0 && asked.share > 0 && asked.share <= 1;
  const query = useQuery({ ...sizeQuery(wanted ?? asked), enabled: wanted !== null });
  const stale = wanted !== null && JSON.stringify(wanted) !== JSON.stringify(asked);
  return (
    <div className="rounded-md border border-line bg-surface px-4 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <p className="font-medium">{t('experiments.size')}</p>
          <p className="mt-0.5 text-sm text-quiet">{t('experiments.size.help')}</p>
        </div>
        <Button size="small" disabled={!fits} busy={query.isFetching} onClick={() => setWanted(asked)}>
          {t('experiments.size.do')}
        </Button>
      </div>
      <div aria-live="polite">
        {query.isFetching && <Skeleton className="mt-3 h-12 w-full" />}
        {!query.isFetching && !stale && query.isError && (
          <p className="mt-3 text-sm text-bad">
            {t('experiments.size.failed', { reason: reason(query.error) })}
          </p>
        )}
        {!query.isFetching && !stale && query.data && (
          <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
            <p className="max-w-prose text-sm">
              {t('experiments.size.says', {
                people: formats.number(query.data.people),
                effect: formats.number(query.data.effect, 3),
                mean: formats.number(query.data.mean, 3),
                known: formats.number(query.data.known_of),
              })}{' '}
              {query.data.days !== null &&
                t('experiments.size.days', { days: formats.number(query.data.days, 0) })}
            </p>
            <Button size="small" onClick={() => query.data && onTake(query.data.people)}>
              {t('experiments.size.take')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
