import { Bar } from '@/components/bar';
import { Table } from '@/components/table';
import { useMessages } from '@/lib/messages/provider';
import { Chart } from './chart';
import type { Group } from './count';

interface GroupChartProps {
  title: string;
  /** What a group is. */
  first: string;
  groups: readonly Group[];
  /** Their names are the years in which decades begin. */
  decades?: boolean;
}

/** How many of each I rated, and how I liked them. */
export function GroupChart({ title, first, groups, decades = false }: GroupChartProps) {
  const { t, formats } = useMessages();
  const most = Math.max(1, ...groups.map((one) => one.count));
  const nameOf = (one: Group) => (decades ? t('analytics.decade.name', { year: one.name }) : one.name);
  return (
    <Chart
      title={title}
      says={t('analytics.groups.says')}
      picture={
        <ul className={decades ? 'grid gap-2.5' : 'grid gap-x-10 gap-y-2.5 md:grid-cols-2'}>
          {groups.map((one) => (
            <li
              key={one.name}
              className="grid grid-cols-[7rem_minmax(0,1fr)_5.5rem] items-center gap-3 text-sm"
            >
              <span className="truncate">{nameOf(one)}</span>
              <Bar share={one.count / most} />
              <span className="text-right text-quiet tabular-nums">
                {formats.number(one.count)} · ★ {formats.stars(one.mean)}
              </span>
            </li>
          ))}
        </ul>
      }
      table={
        <Table
          caption={title}
          rows={groups}
          keyOf={(one) => one.name}
          columns={[
            { name: first, cell: nameOf },
            { name: t('analytics.ratings'), cell: (one) => formats.number(one.count), figure: true },
            { name: t('analytics.mean'), cell: (one) => formats.number(one.mean, 2), figure: true },
          ]}
        />
      }
    />
  );
}
