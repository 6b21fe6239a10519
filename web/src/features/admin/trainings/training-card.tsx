import { Button } from '@/components/button';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { Badge } from '../badge';
import { Facts } from '../facts';
import { GateFigures } from '../gate-figures';
import { shortName } from '../models/names';
import type { Training } from '../requests/trainings';
import { ToOne } from '../to-one';
import { reasonOf, stateTone } from './words';

interface CardProps {
  training: Training;
  /** Whether its figures are shown from the start. */
  open: boolean;
  onApprove: (training: Training) => void;
  onDecline: (training: Training) => void;
}

/** One training that is over: what the gate decided and why, in words first, and in figures beneath. */
export function TrainingCard({ training, open, onApprove, onDecline }: CardProps) {
  const { t, formats } = useMessages();
  const { decision, learned_from, state, version } = training;
  const when = training.ended_at ?? training.at;
  return (
    <article
      aria-label={t('trainings.one', { id: training.id })}
      className="rounded-md border border-line bg-surface px-4 py-4 md:px-5"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Badge tone={stateTone(state)}>{t(`trainings.state.${state}`)}</Badge>
        {version && (
          <ToOne tab="models" one={version}>
            {shortName(version)}
          </ToOne>
        )}
        <span className="text-sm text-quiet">
          {t('trainings.one', { id: training.id })}
          {when && ` · ${formats.moment(when)}`}
        </span>
      </div>
      <p className="mt-3 max-w-prose font-medium">{reasonOf(training, t)}</p>
      {training.why && (
        <p className="mt-1 max-w-prose text-sm text-quiet" lang="en">
          {training.why}
        </p>
      )}
      {decision && (
        <p className="mt-1 text-sm text-quiet">
          {t(decision.fitted_again ? 'trainings.against.again' : 'trainings.against', {
            name: shortName(decision.champion),
          })}
        </p>
      )}
      {state === 'waiting' && (
        <div className="mt-4 flex flex-wrap gap-2">
          <Button look="accent" icon="check" onClick={() => onApprove(training)}>
            {t('trainings.approve')}
          </Button>
          <Button onClick={() => onDecline(training)}>{t('trainings.decline')}</Button>
        </div>
      )}
      {decision && (
        <details className="mt-3" open={open}>
          <summary className="min-h-11 cursor-pointer content-center rounded-sm text-sm font-medium">
            {t('trainings.figures')}
          </summary>
          <div className="grid grid-cols-1 gap-6 pt-3">
            {decision.figures ? (
              <GateFigures figures={decision.figures} />
            ) : (
              <p className="text-sm text-quiet">{t('trainings.figures.none')}</p>
            )}
            {learned_from && <Learned from={learned_from} />}
          </div>
        </details>
      )}
    </article>
  );
}

function Learned({ from }: { from: Schemas['LearnedFrom'] }) {
  const { t, formats } = useMessages();
  return (
    <div>
      <h3 className="mb-2 font-semibold">{t('trainings.learned')}</h3>
      <Facts
        facts={[
          [t('models.data'), from.data],
          [t('models.data.people'), formats.number(from.people)],
          [t('models.data.events'), formats.number(from.events)],
          [
            t('trainings.learned.members'),
            t('trainings.learned.members.says', { ratings: from.ratings, members: from.members }),
          ],
          [t('trainings.learned.held_out'), formats.number(from.held_out)],
          [
            t('trainings.learned.until'),
            from.learned_until ? formats.moment(from.learned_until) : t('models.unknown'),
          ],
        ]}
      />
      {from.warnings.length > 0 && (
        <>
          <h4 className="mt-4 mb-1 text-sm font-semibold">{t('trainings.learned.warnings')}</h4>
          <ul className="max-w-prose list-disc ps-5 text-sm" lang="en">
            {from.warnings.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
