import { Table } from '@/components/table';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { ToOne } from '../to-one';
import { byName, changeName, shortName } from './names';

/** Every change of who answers, the newest first. */
export function Changes({ seen }: { seen: readonly Schemas['RolesSeen'][] }) {
  const { t, formats } = useMessages();
  return (
    <Table
      caption={t('models.changes')}
      rows={seen}
      keyOf={(row) => row.serial}
      columns={[
        { name: t('models.changes.what'), cell: (row) => changeName(row.what, t) },
        {
          name: t('models.changes.version'),
          cell: (row) =>
            row.version && (
              <ToOne tab="models" one={row.version}>
                {shortName(row.version)}
              </ToOne>
            ),
        },
        { name: t('models.changes.by'), cell: (row) => byName(row.by, t) },
        {
          name: t('models.changes.why'),
          cell: (row) => <span className="block max-w-prose min-w-48">{row.why}</span>,
        },
        {
          name: t('models.changes.when'),
          cell: (row) => <span className="whitespace-nowrap">{formats.moment(row.at)}</span>,
        },
      ]}
    />
  );
}
