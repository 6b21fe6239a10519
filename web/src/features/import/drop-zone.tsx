import { type DragEvent, useId, useRef, useState } from 'react';
import { Button } from '@/components/button';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import { useMessages } from '@/lib/messages/provider';
import { useProblemWords } from '@/lib/problem-words';
import { Busy } from './busy';
import { type Import, useSendFile } from './requests/imports';

/** One place for any file: dropped, or chosen. What it is the service finds out by its columns. */
export function DropZone({ onMade }: { onMade: (made: Import, file: File) => void }) {
  const { t } = useMessages();
  const { reason } = useProblemWords();
  const send = useSendFile();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const help = useId();
  const take = (file: File | undefined) =>
    file && send.mutate({ file }, { onSuccess: (made) => onMade(made, file) });
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  }
  if (send.isPending) return <Busy text={t('import.reading', { name: send.variables.file.name })} />;
  return (
    <section
      aria-label={t('import.file')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes(
        'flex flex-col items-center rounded-md border border-dashed px-6 py-12 text-center',
        over ? 'border-accent bg-raised' : 'border-line-strong',
      )}
    >
      <span className="text-quiet">
        <Icon name="upload" size={32} />
      </span>
      <p className="mt-3 text-xl font-semibold">{t('import.drop')}</p>
      <p id={help} className="mt-2 max-w-prose text-quiet">
        {t('import.formats')}
      </p>
      <Button look="accent" className="mt-5" aria-describedby={help} onClick={() => input.current?.click()}>
        {t('import.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.gz,text/csv,text/plain,application/gzip"
        aria-label={t('import.file')}
        className="hidden"
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {send.isError && (
        <p role="alert" className="mt-5 max-w-prose text-bad">
          {t('import.refused', { reason: reason(send.error) })}
        </p>
      )}
    </section>
  );
}
