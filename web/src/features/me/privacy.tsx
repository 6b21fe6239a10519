import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { ErrorState } from '@/components/error-state';
import { Icon } from '@/components/icon';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { Switch } from '@/components/switch';
import { Table } from '@/components/table';
import { useAccount } from '@/lib/account';
import { useMessages } from '@/lib/messages/provider';
import { DeleteMe } from './delete-me';
import { consentsQuery, PURPOSES, useSetConsents } from './requests/consents';
import { EXPORT, storedQuery } from './requests/stored';
import { counted, KINDS, type Kind } from './stored';

export function Privacy() {
  const { t } = useMessages();
  const account = useAccount();
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <Section title={t('me.consents')} lead={t('me.consents.lead')}>
        <Consents />
      </Section>
      <Section title={t('me.stored')} lead={t('me.stored.lead')}>
        <StoredTable />
      </Section>
      <Section title={t('me.export')} lead={t('me.export.lead')}>
        <a
          href={EXPORT}
          download={`matinee-${account?.username ?? 'me'}.json`}
          className="inline-flex min-h-11 items-center gap-2 rounded-sm border border-line-strong bg-surface px-4 font-medium hover:bg-raised"
        >
          <Icon name="download" />
          {t('me.export.do')}
        </a>
      </Section>
      <Section title={t('me.delete')} lead={t('me.delete.lead')}>
        <Button look="bad" icon="trash" aria-haspopup="dialog" onClick={() => setLeaving(true)}>
          {t('me.delete.open')}
        </Button>
        <DeleteMe open={leaving} onClose={() => setLeaving(false)} />
      </Section>
    </>
  );
}

function Consents() {
  const { t, formats } = useMessages();
  const query = useQuery(consentsQuery);
  const set = useSetConsents();
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton className="h-64 w-full" />;
  const said = query.data;
  return (
    <>
      <ul className="divide-y divide-line rounded-md border border-line bg-surface">
        {PURPOSES.map((one) => (
          <li key={one} className="flex items-center justify-between gap-6 py-3 pr-2 pl-4">
            <div>
              <p className="font-medium">{t(`me.consent.${one}`)}</p>
              <p className="mt-0.5 text-sm text-quiet">{t(`me.consent.${one}.help`)}</p>
            </div>
            <Switch
              label={t(`me.consent.${one}`)}
              on={said[one]}
              onChange={(on) => set.mutate({ [one]: on })}
            />
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-quiet">
        {said.said_at ? t('me.consents.said', { day: formats.day(said.said_at) }) : t('me.consents.assumed')}
      </p>
    </>
  );
}

/** What there may be stands there at once; how much there is, once somebody asks. */
function StoredTable() {
  const { t, formats } = useMessages();
  const query = useQuery(storedQuery);
  const found = query.data ? counted(query.data) : null;
  const rows = (Object.keys(KINDS) as Kind[]).map((kind) => ({
    name: t(`me.kind.${kind}`),
    why: t(`me.kind.${kind}.why`),
    count: found?.kinds.find((one) => one.kind === kind)?.count,
  }));
  const others = found?.others.map(({ name, count }) => ({ name, why: t('me.kind.other'), count })) ?? [];
  return (
    <>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!found && !query.isError && (
        <p className="mb-3">
          <Button size="small" busy={query.isFetching} onClick={() => void query.refetch()}>
            {t('me.stored.do')}
          </Button>
        </p>
      )}
      <Table
        caption={t('me.stored')}
        rows={[...rows, ...others]}
        keyOf={(row) => row.name}
        columns={[
          { name: t('me.stored.kind'), cell: (row) => row.name },
          { name: t('me.stored.why'), cell: (row) => <span className="text-quiet">{row.why}</span> },
          {
            name: t('me.stored.count'),
            figure: true,
            cell: (row) => (row.count === undefined ? '…' : formats.number(row.count)),
          },
        ]}
      />
    </>
  );
}
