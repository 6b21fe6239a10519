import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { Busy } from './busy';
import { doneLines } from './receipt-lines';
import { type Import, importQuery, useApply, useTakeBack } from './requests/imports';

const EVERY = 1_500;

/** An import that is being applied, piece by piece; or that was stopped in the middle, and can be gone on with. */
export function Applying({ of }: { of: Import }) {
  const { t } = useMessages();
  const failed = useFailed();
  const apply = useApply(of.id);
  const back = useTakeBack(of.id);
  useQuery({ ...importQuery(of.id), refetchInterval: EVERY });
  const all = (of.lines.matched ?? 0) + (of.lines.fixed ?? 0);
  const done = doneLines(of.receipt);
  const waits = apply.isPending || back.isPending;
  return (
    <>
      <Busy text={t('import.so_far', { done, all })} share={all ? done / all : 0} />
      <p className="mt-6 text-quiet">{t('import.stopped')}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        {/* The rule with which it was begun holds, whatever is said here. */}
        <Button busy={waits} onClick={() => apply.mutate('newest', { onError: failed })}>
          {t('import.go_on')}
        </Button>
        <Button look="bad" busy={waits} onClick={() => back.mutate(undefined, { onError: failed })}>
          {t('import.undo')}
        </Button>
      </div>
    </>
  );
}
