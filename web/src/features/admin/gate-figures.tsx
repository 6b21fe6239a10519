import { Table } from '@/components/table';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { Facts } from './facts';
import { Intervals } from './intervals';

type Figures = Schemas['JudgedFigures'];
type Guard = Schemas['GuardSeen'];
/** More of them is worse; they would squeeze everything else in the picture. */
const COSTS = new Set(['seconds of an answer', 'memory']);
const TONES = { no_worse: 'good', harmed: 'bad', open: 'plain' } as const;

/** By what the gate decided: the lift with its interval, what must not fall, and what could have been seen. */
export function GateFigures({ figures }: { figures: Figures }) {
  const { t, formats } = useMessages();
  const share = formats.change;
  const chance = (value: number) => (value < 0.0001 ? '< 0.0001' : formats.number(value, 4));
  const lift = figures.low > 0 ? 'good' : figures.high < 0 ? 'bad' : 'plain';
  const interval = t('gate.interval', { low: share(figures.low), high: share(figures.high) });
  return (
    <div className="grid grid-cols-1 gap-6">
      <Intervals
        rows={[
          { name: t('gate.lift'), value: figures.lift, low: figures.low, high: figures.high, tone: lift },
          ...figures.guards
            .filter((one) => !COSTS.has(one.what))
            .map((one) => ({
              name: one.what,
              value: one.change,
              tone: TONES[one.state],
              bar: -one.margin,
            })),
        ]}
        says={share}
        caption={t('gate.picture', { lift: share(figures.lift), interval })}
      />
      <Facts
        facts={[
          [t('gate.people'), formats.number(figures.people)],
          [
            t('gate.means', { metric: figures.metric.toUpperCase() }),
            t('gate.means.says', {
              candidate: formats.number(figures.candidate, 4),
              champion: formats.number(figures.champion, 4),
            }),
          ],
          [t('gate.lift'), `${share(figures.lift)} (${interval})`],
          [t('gate.p'), chance(figures.p)],
          [t('gate.alpha'), chance(figures.alpha)],
          [t('gate.smallest'), share(figures.smallest)],
        ]}
      />
      <Guards guards={figures.guards} share={share} />
    </div>
  );
}

function Guards({ guards, share }: { guards: readonly Guard[]; share: (value: number) => string }) {
  const { t, formats } = useMessages();
  if (guards.length === 0) return null;
  return (
    <Table
      caption={t('gate.guards')}
      rows={guards}
      keyOf={(row) => row.what}
      columns={[
        { name: t('gate.guards.what'), cell: (row) => row.what },
        {
          name: t('gate.guards.state'),
          cell: (row) => (
            <span
              className={row.state === 'harmed' ? 'text-bad' : row.state === 'no_worse' ? 'text-good' : ''}
            >
              {t(`gate.guard.${row.state}`)}
            </span>
          ),
        },
        { name: t('gate.guards.change'), figure: true, cell: (row) => share(row.change) },
        {
          name: t('gate.guards.allowed'),
          figure: true,
          cell: (row) => share(COSTS.has(row.what) ? row.margin : -row.margin),
        },
        { name: t('gate.people'), figure: true, wide: true, cell: (row) => formats.number(row.people) },
      ]}
    />
  );
}
