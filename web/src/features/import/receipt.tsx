import { Button, ButtonLink } from '@/components/button';
import { Icon } from '@/components/icon';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { Busy } from './busy';
import { leftOver, type ReceiptLine, receiptOf } from './receipt-lines';
import { type Import, useTakeBack } from './requests/imports';
import { useFormatName } from './words';

/** How an import came out; with the way back. */
export function Receipt({ of }: { of: Import }) {
  const { t, formats } = useMessages();
  const nameOf = useFormatName();
  const failed = useFailed();
  const back = useTakeBack(of.id);
  const undone = of.state === 'undone';
  const at = (undone ? of.undone_at : of.applied_at) ?? of.made_at;
  if (back.isPending) return <Busy text={t('import.taking_back')} />;
  return (
    <section className="rounded-md border border-line bg-surface p-5 md:p-6">
      <p className={undone ? 'text-quiet' : 'text-good'}>
        <Icon name={undone ? 'minus' : 'check'} size={32} />
      </p>
      <h2 className="mt-2 text-2xl font-semibold">{t(undone ? 'import.undone' : 'import.done')}</h2>
      <p className="mt-1 text-quiet">
        {nameOf(of.format)} · {formats.moment(at)}
      </p>
      <dl className="mt-5 max-w-md divide-y divide-line border-y border-line">
        {receiptOf(of.receipt).map(([name, count]: ReceiptLine) => (
          <div key={name} className="flex justify-between gap-4 py-2">
            <dt>{t(`import.receipt.${name}`)}</dt>
            <dd className="font-medium tabular-nums">{formats.number(count)}</dd>
          </div>
        ))}
      </dl>
      {!undone && (
        <div className="mt-6 flex flex-wrap gap-2">
          <ButtonLink to="/" look="accent">
            {t('import.see')}
          </ButtonLink>
          <ButtonLink to="/library">{t('shell.library')}</ButtonLink>
          {leftOver(of.receipt) > 0 && (
            <a
              href={`/api/v1/imports/${of.id}/left-over`}
              download
              className="inline-flex min-h-11 items-center gap-2 rounded-sm border border-line-strong px-4 font-medium hover:bg-raised"
            >
              <Icon name="download" />
              {t('import.left_over', { count: leftOver(of.receipt) })}
            </a>
          )}
          <Button look="bad" onClick={() => back.mutate(undefined, { onError: failed })}>
            {t('import.undo')}
          </Button>
        </div>
      )}
      {!undone && <p className="mt-3 text-sm text-quiet">{t('import.undo.help')}</p>}
    </section>
  );
}
