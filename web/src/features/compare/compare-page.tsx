import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Bar } from '@/components/bar';
import { ButtonLink, IconButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { Place, Row } from '@/components/row';
import { Select } from '@/components/select';
import { Loading, Skeleton } from '@/components/skeleton';
import { TitleCard } from '@/components/title-card';
import type { Schemas } from '@/lib/api/client';
import { modelName } from '@/lib/house/models';
import { readyQuery } from '@/lib/house/ready';
import { useMessages } from '@/lib/messages/provider';
import { inWords } from '@/lib/reasons';
import { Figures } from './figures';
import { comparisonQuery, MANY } from './requests/comparison';
import { chosen, sidesOf } from './sides';

export function ComparePage() {
  const { t } = useMessages();
  const asked = useSearch({ from: '/members/compare' });
  const navigate = useNavigate({ from: '/compare' });
  const ready = useQuery(readyQuery);
  const models = ready.data?.release?.models ?? [];
  const pair = chosen(asked, models);
  const query = useQuery({ ...comparisonQuery(pair), enabled: ready.isSuccess && models.length > 1 });
  const [one, other] = query.data?.models ?? [];
  const choose = (a: string, b: string) =>
    void navigate({ search: { a, b }, replace: true, resetScroll: false });
  const a = pair?.[0] ?? one?.model ?? '';
  const b = pair?.[1] ?? other?.model ?? '';
  const error = ready.error ?? query.error;
  const options = models.map((name) => ({ value: name, label: modelName(name, t) }));
  if (ready.isSuccess && models.length < 2) {
    return (
      <Page title={t('shell.compare')} lead={t('compare.lead')}>
        <EmptyState icon="scales" title={t('compare.none')}>
          {t('compare.none.help')}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={t('shell.compare')} lead={t('compare.lead')}>
      {error ? (
        <ErrorState error={error} onRetry={() => void (ready.isError ? ready.refetch() : query.refetch())} />
      ) : (
        <>
          <div className="grid items-end gap-4 sm:grid-cols-[1fr_auto_1fr]">
            <Select
              label={t('compare.one')}
              value={a}
              options={options}
              onChange={(name) => choose(name, b)}
            />
            <IconButton
              className="justify-self-center"
              icon="shuffle"
              label={t('compare.swap')}
              onClick={() => choose(b, a)}
            />
            <Select
              label={t('compare.other')}
              value={b}
              options={options}
              onChange={(name) => choose(a, name)}
            />
          </div>
          {one && other ? (
            <Compared one={one} other={other} busy={query.isFetching} />
          ) : (
            <>
              <Loading />
              <Skeleton className="mt-8 h-80 w-full" />
              <Skeleton className="mt-8 h-72 w-full" />
            </>
          )}
        </>
      )}
    </Page>
  );
}

type OfModel = Schemas['Compared'];

function Compared({ one, other, busy }: { one: OfModel; other: OfModel; busy: boolean }) {
  const { t, formats, language } = useMessages();
  const { both, first, second, share } = sidesOf(one.items, other.items);
  const name = (of: OfModel) => modelName(of.model, t);
  const unknown = [one, other].every((of) => of.source === 'popular' || of.source === 'segment popular');
  const card = (item: Schemas['Recommended']) => (
    <TitleCard of={item} reason={inWords(item.reasons[0], t, formats, language)} />
  );
  if (one.model === other.model) {
    return <p className="mt-8 text-quiet">{t('compare.same')}</p>;
  }
  return (
    <div aria-busy={busy || undefined}>
      <section aria-labelledby="overlap" className="mt-8 rounded-md border border-line bg-surface p-5 md:p-7">
        <h2 id="overlap" className="text-xl font-semibold">
          {t('compare.overlap', { count: both.length, many: MANY })}
        </h2>
        {share !== null && (
          <>
            <div className="mt-4">
              <Bar share={share} />
            </div>
            <p className="mt-2 text-sm text-quiet">
              {t('compare.overlap.share', { share: formats.percent(share) })}
            </p>
          </>
        )}
        <div className="mt-4">
          <Figures models={[one, other]} />
        </div>
      </section>
      {unknown && (
        <div className="mt-8">
          <EmptyState
            icon="ticket"
            title={t('compare.unknown_person')}
            action={
              <ButtonLink to="/start" look="accent">
                {t('shell.start')}
              </ButtonLink>
            }
          >
            {t('compare.unknown_person.help')}
          </EmptyState>
        </div>
      )}
      <Row title={t('compare.both')} why={both.length ? t('compare.both.why') : t('compare.both.empty')}>
        {both.map(({ item, ranks }) => (
          <Place key={item.id}>
            <TitleCard of={item} reason={t('compare.ranks', { one: ranks[0], other: ranks[1] })} />
          </Place>
        ))}
      </Row>
      {(
        [
          [one, first],
          [other, second],
        ] as const
      ).map(([of, items]) => (
        <Row
          key={of.model}
          title={t('compare.only', { model: name(of) })}
          why={items.length ? t('compare.only.why', { count: items.length }) : t('compare.only.empty')}
        >
          {items.map((item) => (
            <Place key={item.id}>{card(item)}</Place>
          ))}
        </Row>
      ))}
    </div>
  );
}
