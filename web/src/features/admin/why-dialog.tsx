import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { TextArea } from '@/components/text-area';
import { useMessages } from '@/lib/messages/provider';

export interface Asking {
  title: string;
  /** What will happen. */
  says: string;
  /** On the button. */
  action: string;
  bad?: boolean;
  /** The reason is kept for good; without it nothing happens. */
  why?: boolean;
  /** What else is to be chosen. */
  more?: ReactNode;
  act: (why: string) => Promise<unknown>;
}

/** Asks once more before something that many people notice, and for the reason. */
export function WhyDialog({ asking, onClose }: { asking: Asking | null; onClose: () => void }) {
  return (
    <Dialog open={asking !== null} onClose={onClose} title={asking?.title ?? ''}>
      {asking && <Form key={asking.title} asking={asking} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ asking, onClose }: { asking: Asking; onClose: () => void }) {
  const { t } = useMessages();
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const says = useId();
  const ready = !asking.why || why.trim() !== '';
  const act = async () => {
    setBusy(true);
    try {
      await asking.act(why.trim());
      onClose();
    } catch {
      // Whoever acts says what went wrong; the form stays as it is.
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      aria-describedby={says}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void act();
      }}
    >
      <p id={says} className="text-quiet">
        {asking.says}
      </p>
      {asking.more}
      {asking.why && (
        <TextArea
          label={t('admin.why')}
          help={t('admin.why.help')}
          value={why}
          maxLength={480}
          rows={2}
          onChange={setWhy}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('admin.cancel')}</Button>
        <Button look={asking.bad ? 'bad' : 'accent'} type="submit" disabled={!ready} busy={busy}>
          {asking.action}
        </Button>
      </div>
    </form>
  );
}
