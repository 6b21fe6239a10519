import { useRef, useState } from 'react';
import { useMessages } from '@/lib/messages/provider';
import { Button } from './button';
import { Field } from './field';

interface OnceProps {
  label: string;
  text: string;
  help: string;
  onDone: () => void;
}

/** Something that is shown this once, to be copied. */
export function Once({ label, text, help, onDone }: OnceProps) {
  const { t } = useMessages();
  const place = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  async function copy() {
    place.current?.querySelector('input')?.select();
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Where a page may not write there (plain http), it is selected, and Ctrl+C takes it.
    }
  }
  return (
    <div ref={place} role="status" className="rounded-md border border-accent p-4">
      <Field label={label} help={help} readOnly value={text} onFocus={(event) => event.target.select()} />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" icon={copied ? 'check' : 'ticket'} onClick={() => void copy()}>
          {t(copied ? 'once.copied' : 'once.copy')}
        </Button>
        <Button size="small" look="bare" onClick={onDone}>
          {t('once.done')}
        </Button>
      </div>
    </div>
  );
}
