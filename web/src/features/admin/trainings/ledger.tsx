import { Bar } from '@/components/bar';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { Notice } from '../notice';

/** How much of what the people who are held out can tell has been used up. */
export function Ledger({ holdout }: { holdout: Schemas['HoldoutSeen'] | null }) {
  const { t, formats } = useMessages();
  if (!holdout) return <p className="text-quiet">{t('trainings.ledger.none')}</p>;
  const left = Math.max(0, 1 - holdout.spent / holdout.budget);
  const chance = (value: number) => formats.percent(value, 2);
  return (
    <div className="grid gap-x-10 gap-y-4 md:grid-cols-2">
      <div>
        <p className="font-medium">{t('trainings.ledger.left')}</p>
        <p className="mt-1 font-display text-2xl font-bold tabular-nums">{formats.percent(left)}</p>
        <div className="mt-2">
          <Bar share={left} quiet={left > 0.2} />
        </div>
        <p className="mt-2 text-sm text-quiet">
          {t('trainings.ledger.spent', {
            spent: chance(holdout.spent),
            budget: chance(holdout.budget),
            next: chance(holdout.next),
          })}
        </p>
      </div>
      <div>
        <p className="font-medium">{t('trainings.ledger.judged')}</p>
        <p className="mt-1 font-display text-2xl font-bold tabular-nums">{formats.number(holdout.judged)}</p>
        <p className="mt-2 text-sm text-quiet">
          {t('trainings.ledger.held', {
            share: formats.percent(holdout.share),
            day: formats.day(holdout.begun_at),
            fresher: holdout.fresher,
          })}
        </p>
      </div>
      {holdout.used_up && (
        <div className="md:col-span-2">
          <Notice icon="clock" title={t('trainings.ledger.used_up')}>
            {t('trainings.ledger.used_up.help')}
          </Notice>
        </div>
      )}
    </div>
  );
}
