import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { ErrorState } from '@/components/error-state';
import { Once } from '@/components/once';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { Skeleton } from '@/components/skeleton';
import { useAccount } from '@/lib/account';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { useProblemWords } from '@/lib/problem-words';
import { toast } from '@/lib/toasts';
import { More } from './more';
import { accountsQuery, type Change, useChangeAccount, useInvite } from './requests/accounts';
import { type Asking, WhyDialog } from './why-dialog';

type Person = Schemas['Person'];
const DAYS = ['1', '7', '14', '90'];

export function People() {
  const { t, formats } = useMessages();
  const me = useAccount()?.id;
  const query = useInfiniteQuery(accountsQuery);
  const change = useChangeAccount();
  const [asking, setAsking] = useState<Asking | null>(null);
  const undo = (back: Change) => ({ label: t('common.undo'), act: () => change.mutate(back) });
  const letIn = ({ id, username: name }: Person) =>
    change.mutate(
      { id, disabled: false },
      { onSuccess: () => toast({ text: t('admin.people.let_in.done', { name }) }) },
    );
  const askOut = ({ id, username: name }: Person) =>
    setAsking({
      title: t('admin.people.shut_out.title', { name }),
      says: t('admin.people.shut_out.says'),
      action: t('admin.people.shut_out'),
      bad: true,
      act: async () => {
        await change.mutateAsync({ id, disabled: true });
        toast({ text: t('admin.people.shut_out.done', { name }), action: undo({ id, disabled: false }) });
      },
    });
  const askRole = ({ id, username: name, role: was }: Person) =>
    setAsking({
      title: t('admin.people.role.title', { role: was, name }),
      says: t('admin.people.role.says', { role: was, name }),
      action: t('admin.people.role', { role: was }),
      act: async () => {
        const role = was === 'admin' ? 'member' : 'admin';
        await change.mutateAsync({ id, role });
        toast({ text: t('admin.people.role.done', { role, name }), action: undo({ id, role: was }) });
      },
    });
  const people = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Section title={t('admin.invite')} lead={t('admin.invite.lead')}>
        <Invite />
      </Section>
      <Section title={t('admin.people')} lead={t('admin.people.lead')}>
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <Skeleton className="h-72 w-full" />}
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {people.map((one) => {
            const busy = change.isPending && change.variables.id === one.id;
            return (
              <li
                key={one.id}
                className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3"
              >
                <div>
                  <p className="font-medium">
                    {one.username}
                    {one.disabled && <span className="ml-2 text-sm text-bad">{t('admin.people.out')}</span>}
                  </p>
                  <p className="text-sm text-quiet">
                    {t('admin.people.since', { role: one.role, day: formats.day(one.created_at) })}
                  </p>
                </div>
                {one.id !== me && (
                  <div className="flex flex-wrap gap-2">
                    <Button
                      size="small"
                      busy={busy}
                      aria-label={t('admin.people.role.label', { role: one.role, name: one.username })}
                      onClick={() => askRole(one)}
                    >
                      {t('admin.people.role', { role: one.role })}
                    </Button>
                    <Button
                      size="small"
                      look={one.disabled ? 'plain' : 'bad'}
                      busy={busy}
                      aria-label={t(
                        one.disabled ? 'admin.people.let_in.label' : 'admin.people.shut_out.label',
                        {
                          name: one.username,
                        },
                      )}
                      onClick={() => (one.disabled ? letIn(one) : askOut(one))}
                    >
                      {t(one.disabled ? 'admin.people.let_in' : 'admin.people.shut_out')}
                    </Button>
                  </div>
                )}
              </li>
            );
          })}
        </ul>
        <More of={query} />
      </Section>
      <WhyDialog asking={asking} onClose={() => setAsking(null)} />
    </>
  );
}

function Invite() {
  const { t, formats } = useMessages();
  const { reason } = useProblemWords();
  const invite = useInvite();
  const [days, setDays] = useState('14');
  if (invite.data) {
    return (
      <Once
        label={t('admin.invite.made')}
        help={t('admin.invite.once', { until: formats.day(invite.data.expires_at) })}
        text={invite.data.invitation}
        onDone={() => invite.reset()}
      />
    );
  }
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="w-48">
        <Select
          label={t('admin.invite.days')}
          value={days}
          options={DAYS.map((one) => ({
            value: one,
            label: t('admin.invite.days.count', { count: Number(one) }),
          }))}
          onChange={setDays}
        />
      </div>
      <Button icon="plus" busy={invite.isPending} onClick={() => invite.mutate(Number(days))}>
        {t('admin.invite.do')}
      </Button>
      {invite.isError && <p className="text-bad">{reason(invite.error)}</p>}
    </div>
  );
}
