import { Table } from '@/components/table';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { shortName } from './names';

/** What was learned of versions that were asked beside the champion, the newest first. */
export function Shadowed({ seen }: { seen: readonly Schemas['ShadowSeen'][] }) {
  const { t, formats } = useMessages();
  const known = (value: number | null, says: (value: number) => string) =>
    value === null ? '' : says(value);
  const figure = (value: number) => formats.number(value, 2);
  return (
    <Table
      caption={t('models.shadowed')}
      rows={seen}
      keyOf={(row) => row.version + row.since}
      columns={[
        {
          name: t('models.shadowed.version'),
          cell: (row) =>
            t('models.shadowed.pair', { shadow: shortName(row.version), champion: shortName(row.champion) }),
        },
        {
          name: t('models.shadowed.compared'),
          figure: true,
          cell: (row) => formats.number(row.compared),
        },
        {
          name: t('models.shadowed.overlap'),
          figure: true,
          cell: (row) => known(row.overlap, formats.percent),
        },
        { name: t('models.shadowed.order'), figure: true, cell: (row) => known(row.order, figure) },
        {
          name: t('models.shadowed.failed'),
          figure: true,
          cell: (row) => (
            <span className={row.failed + row.late > 0 ? 'text-bad' : ''} title={row.fault ?? undefined}>
              {formats.number(row.failed)}, {formats.number(row.late)}
            </span>
          ),
        },
        {
          name: t('models.shadowed.ms'),
          figure: true,
          wide: true,
          cell: (row) => [row.p95_ms, row.champion_p95_ms].map((one) => known(one, figure)).join(' / '),
        },
      ]}
    />
  );
}
