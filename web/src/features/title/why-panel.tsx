import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, ButtonLink } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { ErrorState } from '@/components/error-state';
import { Loading, Skeleton } from '@/components/skeleton';
import { answer, api } from '@/lib/api/client';
import { newKey } from '@/lib/api/keys';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { useIgnore } from '@/lib/ratings/use-ignore';
import { toast } from '@/lib/toasts';
import { type Why, whyQuery } from './requests/mine';
import { type Sum, type Summand, sumOf } from './why-sum';
import { useWhyWords } from './why-words';

/** What a title's score is made of, to the last share, and an answer to each. */
export function WhyPanel({ id, open, onClose }: { id: number; open: boolean; onClose: () => void }) {
  const { t } = useMessages();
  const why = useQuery({ ...whyQuery(id), enabled: open });
  return (
    <Dialog open={open} onClose={onClose} title={t('title.why.title')} place="sheet">
      {why.isPending && <Pending />}
      {why.isError && <ErrorState error={why.error} onRetry={() => void why.refetch()} />}
      {why.data && <Reasons why={why.data} />}
    </Dialog>
  );
}

function Pending() {
  return (
    <div className="grid gap-3">
      <Loading />
      <Skeleton className="h-7 w-4/5" />
      <Skeleton className="h-5 w-3/5" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}

function Reasons({ why }: { why: Why }) {
  const { t, formats } = useMessages();
  const words = useWhyWords();
  const sum = sumOf(why);
  return (
    <div className="grid gap-5">
      <div>
        <p className="font-display text-xl leading-snug font-semibold">{words.headline(why)}</p>
        {why.predicted_stars !== null && (
          <p className="mt-2 text-quiet">
            {why.interval
              ? t('title.predicted.between', {
                  stars: formats.stars(why.predicted_stars),
                  low: formats.stars(why.interval.low),
                  high: formats.stars(why.interval.high),
                  level: formats.percent(why.interval.level),
                })
              : t('title.predicted', { stars: formats.stars(why.predicted_stars) })}
            {why.confidence !== null &&
              ` ${t('title.why.confidence', { share: formats.percent(why.confidence) })}`}
          </p>
        )}
      </div>
      {sum ? <Arithmetic why={why} sum={sum} /> : <p>{t('title.why.unknown')}</p>}
      {why.factors.length > 0 && (
        <p className="text-sm text-quiet">
          {t('title.why.factors', { facts: formats.list(why.factors.map((one) => one.name)) })}
        </p>
      )}
      <Also why={why} />
      <Helpful id={why.id} />
      {why.model && (
        <p className="text-sm text-quiet">
          {t('title.why.model', { model: why.model, version: why.model_version ?? '' })}
        </p>
      )}
    </div>
  );
}

function Arithmetic({ why, sum }: { why: Why; sum: Sum }) {
  const { t } = useMessages();
  const words = useWhyWords();
  const widest = Math.max(...sum.summands.map((one) => Math.abs(one.steps)), 1);
  return (
    <div>
      <table className="w-full border-collapse" data-why={sum.measure}>
        <caption className="mb-2 text-left text-sm text-quiet">
          {t(why.method === 'removal' ? 'title.why.caption.removal' : `title.why.caption.${sum.measure}`)}
        </caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('title.why.what')}</th>
            <th scope="col">{t('title.why.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {sum.summands.map((one) => (
            <Line key={one.evidence?.title_id ?? one.what} of={one} why={why} sum={sum} widest={widest} />
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t-2 border-line-strong font-semibold">
            <th scope="row" className="py-2 text-left">
              {t('title.why.total')}
            </th>
            <td className="py-2 text-right tabular-nums" data-total={sum.score}>
              {words.amount(sum.totalSteps, sum.measure)}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Line({ of, why, sum, widest }: { of: Summand; why: Why; sum: Sum; widest: number }) {
  const { t, formats } = useMessages();
  const words = useWhyWords();
  const ignore = useIgnore();
  const evidence = of.evidence;
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-2 pr-3 text-left font-normal">
        {evidence ? (
          <>
            <Link
              to="/titles/$id"
              params={{ id: String(evidence.title_id) }}
              className="font-medium hover:underline"
            >
              {evidence.title}
            </Link>
            <span className="block text-sm text-quiet">
              {t(`title.why.felt.${evidence.felt}`, { stars: formats.stars(evidence.stars) })}
            </span>
            <Button
              look="bare"
              size="small"
              className="-ml-3 underline decoration-line-strong underline-offset-4"
              onClick={() => void ignore({ id: evidence.title_id, title: evidence.title, ignored: true })}
            >
              {t('title.why.gift')}
              <span className="sr-only">: {evidence.title}</span>
            </Button>
          </>
        ) : (
          <>
            <span className="block">{of.what === 'others' ? t('title.why.others') : words.rest(why)}</span>
            <ButtonLink
              to={of.what === 'others' ? '/library' : '/explore'}
              look="bare"
              size="small"
              className="-ml-3 underline decoration-line-strong underline-offset-4"
            >
              {t(of.what === 'others' ? 'title.why.others.answer' : 'title.why.rest.answer')}
            </ButtonLink>
          </>
        )}
      </th>
      <td className="w-28 py-2 text-right tabular-nums" data-amount={of.amount} data-what={of.what}>
        {words.amount(of.steps, sum.measure)}
        <svg aria-hidden="true" viewBox="0 0 100 4" className="mt-1 h-1 w-full" preserveAspectRatio="none">
          <rect
            className={of.steps < 0 ? 'fill-line-strong' : 'fill-accent'}
            x={100 - (100 * Math.abs(of.steps)) / widest}
            width={(100 * Math.abs(of.steps)) / widest}
            height="4"
          />
        </svg>
      </td>
    </tr>
  );
}

/** What else is plain to see of the title; each with where to disagree. */
function Also({ why }: { why: Why }) {
  const { t } = useMessages();
  const words = useWhyWords();
  if (!why.also.length) return null;
  return (
    <section>
      <h3 className="font-semibold">{t('title.why.also')}</h3>
      <ul className="mt-1">
        {why.also.map((one) => (
          <li key={one.kind} className="flex flex-wrap items-center justify-between gap-x-3">
            <span>{words.short(one)}</span>
            <ButtonLink
              to="/explore"
              look="bare"
              size="small"
              className="-mr-3 underline decoration-line-strong underline-offset-4"
            >
              {t(one.kind === 'genre' ? 'title.why.also.genre' : 'title.why.also.fame')}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Helpful({ id }: { id: number }) {
  const { t } = useMessages();
  const failed = useFailed();
  const [said, setSaid] = useState(false);
  async function say(value: number) {
    try {
      const events = [{ id: newKey(), kind: 'helpful' as const, title_id: id, value }];
      const { items } = await answer(api.POST('/api/v1/feedback', { body: { events } }));
      setSaid(true);
      const kept = items[0]?.status !== 'not_kept';
      toast({ text: t(kept ? 'title.why.helpful.thanks' : 'title.why.helpful.not_kept') });
    } catch (error) {
      failed(error);
    }
  }
  if (said) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p>{t('title.why.helpful')}</p>
      <Button size="small" onClick={() => void say(1)}>
        {t('title.why.helpful.yes')}
      </Button>
      <Button size="small" onClick={() => void say(0)}>
        {t('title.why.helpful.no')}
      </Button>
    </div>
  );
}
