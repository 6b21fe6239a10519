import { useEffect, useState } from 'react';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import { useMessages } from '@/lib/messages/provider';
import type { Training } from '../requests/trainings';

const STEPS = ['asked', 'learns', 'decided'] as const;

function placeOf(state: Training['state']): number {
  return state === 'asked' ? 0 : state === 'judged' ? 2 : 1;
}

/** How far a training is, and for how long it has been at it. */
export function UnderWay({ training }: { training: Training }) {
  const { t } = useMessages();
  const at = placeOf(training.state);
  const seconds = useSeconds(training.begun_at);
  return (
    <div role="status" className="rounded-md border border-line-strong bg-surface px-4 py-4">
      <ol className="grid gap-3 sm:grid-cols-3">
        {STEPS.map((step, place) => (
          <li
            key={step}
            aria-current={place === at ? 'step' : undefined}
            className={classes('flex items-center gap-2', place > at && 'text-quiet')}
          >
            <span
              className={classes(
                'flex size-7 shrink-0 items-center justify-center rounded-full border',
                place < at && 'border-good text-good',
                place === at && 'border-accent text-accent',
                place > at && 'border-line-strong',
              )}
            >
              {place < at ? <Icon name="check" size={16} /> : place + 1}
            </span>
            <span className={classes(place === at && 'font-medium')}>{t(`trainings.step.${step}`)}</span>
          </li>
        ))}
      </ol>
      <p className="mt-3 text-sm text-quiet">
        {training.state === 'asked'
          ? t(training.why ? 'trainings.says.again' : 'trainings.says.asked')
          : t('trainings.says.running')}
        {seconds !== null && training.state !== 'asked' && (
          <span aria-hidden="true"> {t('trainings.since', { seconds })}</span>
        )}
      </p>
      {training.why && (
        <p className="mt-1 text-sm text-bad" lang="en">
          {training.why}
        </p>
      )}
    </div>
  );
}

/** Since a moment, as they pass. */
function useSeconds(since: string | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return since === null ? null : Math.max(0, Math.round((now - new Date(since).getTime()) / 1_000));
}
