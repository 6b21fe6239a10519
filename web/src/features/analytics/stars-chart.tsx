import { Table } from '@/components/table';
import { useMessages } from '@/lib/messages/provider';
import { Chart } from './chart';
import type { Bar } from './count';

const WIDE = 480;
const HIGH = 220;
const FOOT = 24;
const SLOT = WIDE / 10;

interface StarsChartProps {
  bars: readonly Bar[];
  /** How many ratings were compared with what was expected; 0: nobody says what to expect. */
  compared: number;
  failed: boolean;
}

/** How often I gave so many stars, beside how often they were to be expected. */
export function StarsChart({ bars, compared, failed }: StarsChartProps) {
  const { t, formats } = useMessages();
  const most = Math.max(1, ...bars.flatMap((one) => [one.mine, one.expected]));
  const high = (count: number) => ((HIGH - FOOT - 8) * count) / most;
  const digits = (stars: number) => formats.number(stars, stars % 1 ? 1 : 0);
  const says = compared
    ? t('analytics.stars.says', { count: compared })
    : t(failed ? 'analytics.stars.failed' : 'analytics.stars.alone');
  return (
    <Chart
      title={t('analytics.stars')}
      says={says}
      picture={
        <>
          <svg aria-hidden="true" viewBox={`0 0 ${WIDE} ${HIGH}`} className="w-full">
            <line x1="0" x2={WIDE} y1={HIGH - FOOT} y2={HIGH - FOOT} className="stroke-line-strong" />
            {bars.map((one, place) => (
              <g key={one.stars}>
                <rect
                  className="fill-accent"
                  x={place * SLOT + 6}
                  width={compared ? 17 : 36}
                  y={HIGH - FOOT - high(one.mine)}
                  height={high(one.mine)}
                />
                {compared > 0 && (
                  <rect
                    className="fill-quiet"
                    x={place * SLOT + 25}
                    width={17}
                    y={HIGH - FOOT - high(one.expected)}
                    height={high(one.expected)}
                  />
                )}
                <text
                  x={place * SLOT + SLOT / 2}
                  y={HIGH - 6}
                  textAnchor="middle"
                  fontSize="13"
                  className="fill-quiet"
                >
                  {digits(one.stars)}
                </text>
              </g>
            ))}
          </svg>
          {compared > 0 && (
            <p className="mt-2 flex gap-5 text-sm text-quiet">
              <Key dress="bg-accent" name={t('analytics.stars.mine')} />
              <Key dress="bg-quiet" name={t('analytics.stars.expected')} />
            </p>
          )}
        </>
      }
      table={
        <Table
          caption={t('analytics.stars')}
          rows={bars}
          keyOf={(one) => one.stars}
          columns={[
            { name: t('analytics.stars.column'), cell: (one) => digits(one.stars) },
            { name: t('analytics.stars.mine'), cell: (one) => formats.number(one.mine), figure: true },
            ...(compared
              ? [
                  {
                    name: t('analytics.stars.expected'),
                    cell: (one: Bar) => formats.number(one.expected),
                    figure: true,
                  },
                ]
              : []),
          ]}
        />
      }
    />
  );
}

function Key({ dress, name }: { dress: string; name: string }) {
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className={`size-3 rounded-[2px] ${dress}`} />
      {name}
    </span>
  );
}
