import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { Busy } from './busy';
import { type Import, importQuery, useTakeBack } from './requests/imports';

const EVERY = 1_500;

/** An import that is being taken back, piece by piece; or that was stopped in the middle, and can be gone on with. */
export function Undoing({ of }: { of: Import }) {
  const { t } = useMessages();
  const failed = useFailed();
  const back = useTakeBack(of.id);
  useQuery({ ...importQuery(of.id), refetchInterval: EVERY });
  const done = of.progress?.done ?? 0;
  const all = of.progress?.of ?? 0;
  return (
    <>
      <Busy text={t('import.back_so_far', { done, all })} share={all ? done / all : 0} />
      <p className="mt-6 text-quiet">{t('import.back_stopped')}</p>
      <div className="mt-3">
        <Button busy={back.isPending} onClick={() => back.mutate(undefined, { onError: failed })}>
          {t('import.go_on')}
        </Button>
      </div>
    </>
  );
}
