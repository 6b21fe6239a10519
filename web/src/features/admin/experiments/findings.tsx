import { type Column, Table } from '@/components/table';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { Intervals } from '../intervals';
import { metricName } from './words';

type Finding = Schemas['FindingSeen'];
type Guard = Schemas['GuardrailSeen'];

/** Each metric in each arm against the control: the one that decides as a picture, all of them as a table. */
export function Findings({ findings, primary }: { findings: readonly Finding[]; primary: string }) {
  const { t, formats } = useMessages();
  const signed = (value: number) => formats.signed(value, 3);
  const deciding = findings.filter((one) => one.metric === primary && one.role === 'primary');
  const interval = (one: Finding) =>
    one.low === null || one.high === null
      ? t('experiments.no_interval')
      : `${signed(one.low)} … ${signed(one.high)}`;
  if (findings.length === 0) return <p className="text-quiet">{t('experiments.findings.none')}</p>;
  const columns: Column<Finding>[] = [
    { name: t('experiments.metric'), cell: (row) => metricName(row.metric, t) },
    { name: t('experiments.arm'), cell: (row) => row.arm },
    { name: t('experiments.difference'), figure: true, cell: (row) => signed(row.difference) },
    {
      name: t('experiments.interval'),
      figure: true,
      cell: (row) => <span className="whitespace-nowrap">{interval(row)}</span>,
    },
    {
      name: t('experiments.means'),
      figure: true,
      wide: true,
      cell: (row) => `${formats.number(row.mean, 3)} / ${formats.number(row.control_mean, 3)}`,
    },
    {
      name: 'p',
      figure: true,
      cell: (row) => (row.p_family < 0.0001 ? '< 0.0001' : formats.number(row.p_family, 4)),
    },
    {
      name: t('experiments.shown'),
      cell: (row) => (
        <span className={row.found ? (row.better ? 'text-good' : 'text-bad') : ''}>
          {t(
            row.found
              ? row.better
                ? 'experiments.shown.better'
                : 'experiments.shown.worse'
              : 'experiments.shown.no',
          )}
        </span>
      ),
    },
  ];
  return (
    <div className="grid grid-cols-1 gap-4">
      <h3 className="font-semibold">{t('experiments.effect', { metric: metricName(primary, t) })}</h3>
      <Intervals
        rows={deciding.map((one) => ({
          name: one.arm,
          value: one.difference,
          low: one.low,
          high: one.high,
          tone: one.found ? (one.better ? 'good' : 'bad') : 'plain',
        }))}
        says={signed}
        caption={deciding
          .map((one) =>
            t(one.low === null ? 'experiments.effect.open' : 'experiments.effect.says', {
              arm: one.arm,
              difference: signed(one.difference),
              interval: interval(one),
            }),
          )
          .join(' ')}
      />
      <Table
        caption={t('experiments.findings')}
        rows={findings}
        keyOf={(row) => row.metric + row.arm}
        columns={columns}
      />
    </div>
  );
}

/** What must not be lost, in each arm. */
export function Guardrails({ guardrails }: { guardrails: readonly Guard[] }) {
  const { t, formats } = useMessages();
  if (guardrails.length === 0) return null;
  const mean = (value: number | null) => (value === null ? '' : formats.number(value, 3));
  const tone = (state: Guard['state']) =>
    state === 'harmed' ? 'text-bad' : state === 'no_worse' ? 'text-good' : '';
  return (
    <div>
      <h3 className="mb-2 font-semibold">{t('experiments.guardrails')}</h3>
      <Table
        caption={t('experiments.guardrails')}
        rows={guardrails}
        keyOf={(row) => row.metric + row.arm}
        columns={[
          { name: t('experiments.metric'), cell: (row) => metricName(row.metric, t) },
          { name: t('experiments.arm'), cell: (row) => row.arm },
          {
            name: t('experiments.shown'),
            cell: (row) => <span className={tone(row.state)}>{t(`experiments.guard.${row.state}`)}</span>,
          },
          { name: t('experiments.mean'), figure: true, cell: (row) => mean(row.mean) },
          { name: t('experiments.control'), figure: true, cell: (row) => mean(row.control_mean) },
          {
            name: t('experiments.margin'),
            figure: true,
            wide: true,
            cell: (row) => formats.percent(row.margin),
          },
        ]}
      />
    </div>
  );
}
