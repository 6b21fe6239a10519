import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { ErrorState } from '@/components/error-state';
import { Field } from '@/components/field';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { Problem } from '@/lib/api/problem';
import { useMessages } from '@/lib/messages/provider';
import { useProblemWords } from '@/lib/problem-words';
import { toast } from '@/lib/toasts';
import { deviceOf } from './device';
import { useChangePassword } from './requests/password';
import { sessionsQuery, useEndSession } from './requests/sessions';
import { Tokens } from './tokens';

export function Security() {
  const { t } = useMessages();
  return (
    <>
      <Section title={t('me.sessions')} lead={t('me.sessions.lead')}>
        <Sessions />
      </Section>
      <Section title={t('me.password')} lead={t('me.password.lead')}>
        <Password />
      </Section>
      <Section title={t('me.tokens')} lead={t('me.tokens.lead')}>
        <Tokens />
      </Section>
    </>
  );
}

function Sessions() {
  const { t, formats } = useMessages();
  const query = useQuery(sessionsQuery);
  const end = useEndSession();
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton className="h-20 w-full" />;
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {query.data.items.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-3">
          <div>
            <p className="font-medium">
              {deviceOf(one.agent) || t('me.sessions.unknown')}
              {one.current && <span className="ml-2 text-sm text-good">{t('me.sessions.this')}</span>}
            </p>
            <p className="text-sm text-quiet">
              {t('me.sessions.when', { seen: formats.ago(one.seen_at), since: formats.day(one.created_at) })}
            </p>
          </div>
          {!one.current && (
            <Button
              size="small"
              busy={end.isPending && end.variables === one.id}
              onClick={() => end.mutate(one.id)}
              aria-label={t('me.sessions.end.label', { device: deviceOf(one.agent) })}
            >
              {t('me.sessions.end')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Password() {
  const { t } = useMessages();
  const change = useChangePassword();
  const [before, setBefore] = useState('');
  const [after, setAfter] = useState('');
  const refused = change.error instanceof Problem ? change.error : null;
  const words = useProblemWords();
  const wrong = refused?.status === 401 ? t('me.password.wrong') : undefined;
  const other = refused && !wrong && refused.fields.length === 0 ? words.reason(refused) : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate(
      { old_password: before, new_password: after },
      {
        onSuccess({ ended_sessions }) {
          setBefore('');
          setAfter('');
          toast({ text: t('me.password.changed', { count: ended_sessions }) });
        },
      },
    );
  }

  return (
    <form onSubmit={submit} className="grid max-w-md gap-4">
      <Field
        label={t('me.password.old')}
        type="password"
        autoComplete="current-password"
        required
        fault={wrong}
        value={before}
        onChange={(event) => setBefore(event.target.value)}
      />
      <Field
        label={t('me.password.new')}
        help={t('auth.password.help')}
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
        fault={words.fault(refused, 'new_password', 'password') ?? other}
        value={after}
        onChange={(event) => setAfter(event.target.value)}
      />
      <p>
        <Button type="submit" busy={change.isPending}>
          {t('me.password.do')}
        </Button>
      </p>
    </form>
  );
}
