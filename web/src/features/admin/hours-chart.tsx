import { Table } from '@/components/table';
import { useMessages } from '@/lib/messages/provider';
import type { Sum } from './sums';

/** Requests of each hour as bars, the failed among them marked; all of it as a table beneath. */
export function HoursChart({ hours }: { hours: readonly Sum[] }) {
  const { t, formats, language } = useMessages();
  const most = Math.max(1, ...hours.map((one) => one.count));
  const hourOf = (one: Sum) =>
    new Date(one.name).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  const total = hours.reduce((sum, one) => sum + one.count, 0);
  return (
    <figure>
      <div aria-hidden="true" className="flex h-36 items-end gap-1 border-b border-line-strong">
        {hours.map((one) => (
          <div
            key={one.name}
            className="flex flex-1 flex-col overflow-hidden rounded-t-sm bg-line-strong"
            style={{ height: `${(one.count / most) * 100}%` }}
          >
            {one.failed > 0 && (
              <div className="bg-bad" style={{ height: `${(one.failed / one.count) * 100}%` }} />
            )}
          </div>
        ))}
      </div>
      <div aria-hidden="true" className="mt-1 flex justify-between text-xs text-quiet tabular-nums">
        {[0, 6, 12, 18, 23].map((at) => {
          const one = hours[at];
          return <span key={at}>{one && hourOf(one)}</span>;
        })}
      </div>
      <figcaption className="mt-2 text-sm text-quiet">
        {t('admin.traffic.total', { count: total })}
      </figcaption>
      <details className="mt-1">
        <summary className="min-h-11 cursor-pointer content-center rounded-sm text-sm">
          {t('admin.traffic.as_table')}
        </summary>
        <Table
          caption={t('admin.traffic.hours')}
          rows={hours.filter((one) => one.count > 0)}
          keyOf={(row) => row.name}
          columns={[
            { name: t('admin.traffic.hour'), cell: hourOf },
            { name: t('admin.traffic.count'), figure: true, cell: (row) => formats.number(row.count) },
            { name: t('admin.traffic.failed'), figure: true, cell: (row) => formats.number(row.failed) },
            { name: t('admin.traffic.mean'), figure: true, cell: (row) => formats.number(row.mean_ms, 1) },
            { name: t('admin.traffic.p95'), figure: true, cell: (row) => formats.number(row.p95_ms, 1) },
          ]}
        />
      </details>
    </figure>
  );
}
