import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { useMessages } from '@/lib/messages/provider';
import { toast } from '@/lib/toasts';
import { More } from '../more';
import {
  isUnderWay,
  type Training,
  trainingsQuery,
  useApprove,
  useDecline,
  useTrain,
} from '../requests/trainings';
import { type Asking, WhyDialog } from '../why-dialog';
import { Ledger } from './ledger';
import { TrainingCard } from './training-card';
import { UnderWay } from './under-way';

/** Trainings: one is started, the gate's decisions are read, and where the house wants it a person has the last word. */
export function Trainings() {
  const { t } = useMessages();
  const query = useInfiniteQuery(trainingsQuery);
  const train = useTrain();
  const word = useLastWord();
  const trainings = query.data?.pages.flatMap((page) => page.items) ?? [];
  const running = trainings.filter(isUnderWay);
  const done = trainings.filter((one) => !isUnderWay(one));
  const first = query.data?.pages[0];
  const start = (look: 'accent' | 'plain') => (
    <Button
      look={look}
      icon="plus"
      busy={train.isPending || running.length > 0}
      onClick={() => train.mutate(undefined, { onSuccess: () => toast({ text: t('trainings.asked') }) })}
    >
      {t('trainings.start')}
    </Button>
  );
  return (
    <>
      <Section title={t('trainings.new')} lead={t('trainings.new.lead')} actions={start('accent')}>
        {running.map((one) => (
          <UnderWay key={one.id} training={one} />
        ))}
        {query.isSuccess && running.length === 0 && (
          <p className="text-sm text-quiet">
            {t(first?.approval ? 'trainings.idle.approval' : 'trainings.idle')}
          </p>
        )}
      </Section>
      <Section title={t('trainings.ledger')} lead={t('trainings.ledger.lead')}>
        {query.isPending ? <Skeleton className="h-24 w-full" /> : <Ledger holdout={first?.holdout ?? null} />}
      </Section>
      <Section title={t('trainings.done')} lead={t('trainings.done.lead')}>
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <Skeleton className="h-72 w-full" />}
        {query.isSuccess && done.length === 0 && (
          <EmptyState icon="scales" title={t('trainings.none')}>
            {t('trainings.none.help')}
          </EmptyState>
        )}
        <ul className="grid grid-cols-1 gap-4">
          {done.map((one, place) => (
            <li key={one.id}>
              <TrainingCard
                training={one}
                open={place === 0}
                onApprove={word.approve}
                onDecline={word.decline}
              />
            </li>
          ))}
        </ul>
        <More of={query} />
      </Section>
      <WhyDialog asking={word.asking} onClose={word.close} />
    </>
  );
}

/** Whether a version that waits is to answer. */
function useLastWord() {
  const { t } = useMessages();
  const approve = useApprove();
  const decline = useDecline();
  const [asking, setAsking] = useState<Asking | null>(null);
  return {
    asking,
    close: () => setAsking(null),
    approve: ({ id }: Training) =>
      setAsking({
        title: t('trainings.approve.title'),
        says: t('trainings.approve.says'),
        action: t('trainings.approve'),
        act: async () => {
          await approve.mutateAsync(id);
          toast({ text: t('trainings.approved') });
        },
      }),
    decline: ({ id }: Training) =>
      setAsking({
        title: t('trainings.decline.title'),
        says: t('trainings.decline.says'),
        action: t('trainings.decline'),
        bad: true,
        why: true,
        act: async (why) => {
          await decline.mutateAsync({ training: id, why });
          toast({ text: t('trainings.declined') });
        },
      }),
  };
}
