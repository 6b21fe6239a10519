import { Table } from '@/components/table';
import { here } from '@/lib/days';
import { useMessages } from '@/lib/messages/provider';
import { Chart } from './chart';
import { type Day, months } from './count';

const CELL = 14;
const GAP = 3;
const HEAD = 20;
/** From so many on a day is dressed so. */
const DRESS = [
  { from: 6, dress: 'fill-accent' },
  { from: 3, dress: 'fill-accent opacity-70' },
  { from: 1, dress: 'fill-accent opacity-45' },
  { from: 0, dress: 'fill-pressed' },
] as const;

/** The last year, a square for each day: what I rated and watched. */
export function CalendarChart({ weeks }: { weeks: readonly (readonly Day[])[] }) {
  const { t, formats, language } = useMessages();
  const all = weeks.flat();
  const count = all.reduce((sum, one) => sum + one.count, 0);
  const days = all.filter((one) => one.count > 0).length;
  const short = new Intl.DateTimeFormat(language, { month: 'short' });
  const wide = weeks.length * (CELL + GAP);
  return (
    <Chart
      title={t('analytics.calendar')}
      says={t('analytics.calendar.says', { count, days })}
      picture={
        // The newest weeks stand in sight where not all of them do.
        <section
          aria-label={t('analytics.calendar.weeks')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be pushed sideways must be reached by keyboard
          tabIndex={0}
          className="no-bar flex flex-row-reverse overflow-x-auto rounded-sm"
        >
          <svg
            aria-hidden="true"
            viewBox={`0 0 ${wide} ${HEAD + 7 * (CELL + GAP)}`}
            className="w-full min-w-[46rem] shrink-0"
          >
            {weeks.map((week, place) => (
              <g key={week[0]?.day} transform={`translate(${place * (CELL + GAP)} 0)`}>
                {begins(weeks, place) && (
                  <text y={12} fontSize="12" className="fill-quiet">
                    {short.format(new Date(here(week[0]?.day ?? '')))}
                  </text>
                )}
                {week.map((one, day) => (
                  <rect
                    key={one.day}
                    y={HEAD + day * (CELL + GAP)}
                    width={CELL}
                    height={CELL}
                    rx="2"
                    className={DRESS.find((two) => one.count >= two.from)?.dress}
                  >
                    <title>
                      {t('analytics.calendar.day', { day: formats.day(here(one.day)), count: one.count })}
                    </title>
                  </rect>
                ))}
              </g>
            ))}
          </svg>
        </section>
      }
      table={
        <Table
          caption={t('analytics.calendar')}
          rows={months(weeks)}
          keyOf={(one) => one.month}
          columns={[
            { name: t('analytics.month'), cell: (one) => formats.month(here(`${one.month}-01`)) },
            { name: t('analytics.calendar.count'), cell: (one) => formats.number(one.count), figure: true },
          ]}
        />
      }
    />
  );
}

/** Whether a week is the first of its month, with room for the name of it. */
function begins(weeks: readonly (readonly Day[])[], place: number): boolean {
  const month = weeks[place]?.[0]?.day.slice(0, 7);
  return place > 0 && place < weeks.length - 1 && month !== weeks[place - 1]?.[0]?.day.slice(0, 7);
}
