import { Bar } from '@/components/bar';
import { Table } from '@/components/table';
import { useMessages } from '@/lib/messages/provider';
import { Intervals } from '../intervals';
import { Notice } from '../notice';
import type { Experiment, Results } from '../requests/experiments';
import { Course } from './course';
import { Findings, Guardrails } from './findings';
import { metricName, outcomeOf } from './words';

interface ToldProps {
  results: Results;
  experiment: Experiment;
}

const NOTICES = { good: 'good', bad: 'bad', plain: 'plain', strong: 'plain' } as const;

/** The verdict in words, what warns against believing it, who came, and the figures with their intervals. */
export function ResultsTold({ results, experiment }: ToldProps) {
  const { t } = useMessages();
  const { name, tone } = outcomeOf(results.outcome, t);
  const primary = String(experiment.plan.primary);
  const harmed = results.guardrails.filter((one) => one.state === 'harmed');
  return (
    <div className="grid grid-cols-1 gap-8">
      <div className="grid grid-cols-1 gap-3" aria-live="polite">
        <Notice
          tone={NOTICES[tone]}
          icon={tone === 'bad' ? 'warning' : tone === 'good' ? 'check' : 'scales'}
          title={results.arm ? t('experiments.outcome.arm', { outcome: name, arm: results.arm }) : name}
        >
          <ul lang="en" className="grid gap-1">
            {results.words.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Notice>
        {results.sample_ratio?.mismatch && (
          <Notice tone="bad" icon="warning" title={t('experiments.srm')}>
            {t('experiments.srm.help')}
          </Notice>
        )}
        {harmed.length > 0 && (
          <Notice tone="bad" icon="warning" title={t('experiments.harmed', { count: harmed.length })}>
            {harmed.map((one) => `${metricName(one.metric, t)} (${one.arm})`).join(', ')}
          </Notice>
        )}
        {results.crossed > 0 && (
          <Notice icon="question" title={t('experiments.crossed', { count: results.crossed })}>
            {t('experiments.crossed.help')}
          </Notice>
        )}
      </div>
      <People results={results} />
      <Findings findings={results.findings} primary={primary} />
      <Course course={results.course} metric={primary} stop={String(experiment.plan.stop)} />
      {results.preference && <Preference of={results.preference} />}
      <Guardrails guardrails={results.guardrails} />
    </div>
  );
}

function People({ results }: { results: Results }) {
  const { t, formats } = useMessages();
  const complete = Object.values(results.people).reduce((sum, one) => sum + one, 0);
  return (
    <div>
      <h3 className="mb-2 font-semibold">{t('experiments.people')}</h3>
      <Bar share={complete / Math.max(1, results.planned)} />
      <p className="mt-2 mb-3 text-sm text-quiet">
        {t('experiments.people.says', {
          complete: formats.number(complete),
          planned: formats.number(results.planned),
        })}
      </p>
      <Table
        caption={t('experiments.people')}
        rows={Object.keys(results.came)}
        keyOf={(arm) => arm}
        columns={[
          { name: t('experiments.arm'), cell: (arm) => arm },
          {
            name: t('experiments.came'),
            figure: true,
            cell: (arm) => formats.number(results.came[arm] ?? 0),
          },
          {
            name: t('experiments.complete'),
            figure: true,
            cell: (arm) => formats.number(results.people[arm] ?? 0),
          },
        ]}
      />
    </div>
  );
}

function Preference({ of }: { of: NonNullable<Results['preference']> }) {
  const { t, formats } = useMessages();
  const says = (value: number) => formats.number(value, 2);
  const tone = of.low > 0 ? 'good' : of.high < 0 ? 'bad' : 'plain';
  return (
    <div>
      <h3 className="mb-2 font-semibold">{t('experiments.preference')}</h3>
      <Intervals
        rows={[{ name: of.second, value: of.mean, low: of.low, high: of.high, tone }]}
        says={says}
        caption={t('experiments.preference.says', {
          arm: of.second,
          mean: says(of.mean),
          low: says(of.low),
          high: says(of.high),
        })}
      />
    </div>
  );
}
