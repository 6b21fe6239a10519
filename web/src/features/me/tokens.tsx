import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Field } from '@/components/field';
import { Once } from '@/components/once';
import { Select } from '@/components/select';
import { Skeleton } from '@/components/skeleton';
import { useMessages } from '@/lib/messages/provider';
import { useProblemWords } from '@/lib/problem-words';
import { tokensQuery, useEndToken, useMakeToken } from './requests/tokens';

const DAYS = ['30', '90', '366'];

export function Tokens() {
  const { t, formats } = useMessages();
  const query = useQuery(tokensQuery);
  const end = useEndToken();
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton className="h-20 w-full" />;
  return (
    <div className="grid gap-5">
      {query.data.items.length === 0 ? (
        <p className="text-quiet">{t('me.tokens.none')}</p>
      ) : (
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {query.data.items.map((one) => (
            <li
              key={one.id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-3"
            >
              <div>
                <p className="font-medium">
                  {one.name}
                  <span className="ml-2 text-sm font-normal text-quiet">
                    {t(`me.tokens.scope.${one.scope}`)}
                  </span>
                </p>
                <p className="text-sm text-quiet">
                  {one.used_at
                    ? t('me.tokens.used', {
                        ago: formats.ago(one.used_at),
                        until: formats.day(one.expires_at),
                      })
                    : t('me.tokens.unused', { until: formats.day(one.expires_at) })}
                </p>
              </div>
              <Button
                size="small"
                busy={end.isPending && end.variables === one.id}
                onClick={() => end.mutate(one.id)}
                aria-label={t('me.tokens.end.label', { name: one.name })}
              >
                {t('me.tokens.end')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <NewToken />
    </div>
  );
}

function NewToken() {
  const { t } = useMessages();
  const { reason } = useProblemWords();
  const make = useMakeToken();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<'read' | 'write'>('read');
  const [days, setDays] = useState('90');
  if (make.data) {
    return (
      <Once
        label={t('me.tokens.made', { name: make.data.name })}
        help={t('me.tokens.once')}
        text={make.data.token}
        onDone={() => make.reset()}
      />
    );
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate({ name, scope, days: Number(days) }, { onSuccess: () => setName('') });
  }
  return (
    <form onSubmit={submit} className="grid max-w-2xl gap-4 sm:grid-cols-2">
      <Field
        label={t('me.tokens.name')}
        help={t('me.tokens.name.help')}
        required
        maxLength={64}
        value={name}
        fault={make.error ? reason(make.error) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <Select
        label={t('me.tokens.days')}
        value={days}
        options={DAYS.map((one) => ({
          value: one,
          label: t('me.tokens.days.count', { count: Number(one) }),
        }))}
        onChange={setDays}
      />
      <Choice
        label={t('me.tokens.may')}
        value={scope}
        options={[
          { value: 'read', label: t('me.tokens.scope.read') },
          { value: 'write', label: t('me.tokens.scope.write') },
        ]}
        onChange={setScope}
      />
      <p className="self-end">
        <Button type="submit" icon="key" busy={make.isPending}>
          {t('me.tokens.make')}
        </Button>
      </p>
    </form>
  );
}
