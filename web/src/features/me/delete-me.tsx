import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Field } from '@/components/field';
import { useAccount } from '@/lib/account';
import { useMessages } from '@/lib/messages/provider';
import { useProblemWords } from '@/lib/problem-words';
import { useLeave } from './requests/leave';

/** There is no way back, so the name is typed before it is done. */
export function DeleteMe({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useMessages();
  const name = useAccount()?.username ?? '';
  const leave = useLeave();
  const [typed, setTyped] = useState('');
  const { reason } = useProblemWords();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed !== name) return;
    leave.mutate();
  }

  return (
    <Dialog open={open} onClose={onClose} title={t('me.delete.title')}>
      <form onSubmit={submit} className="grid gap-5">
        <p>{t('me.delete.text')}</p>
        <Field
          label={t('me.delete.type', { name })}
          autoComplete="off"
          autoCapitalize="none"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {leave.isError && (
          <p role="alert" className="rounded-sm border border-bad px-3 py-2 text-bad">
            {t('me.delete.failed', { reason: reason(leave.error) })}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-3">
          <Button look="bare" onClick={onClose}>
            {t('me.delete.stay')}
          </Button>
          <Button type="submit" look="bad" icon="trash" busy={leave.isPending} disabled={typed !== name}>
            {t('me.delete.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
