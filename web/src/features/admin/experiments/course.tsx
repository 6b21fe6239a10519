import { Table } from '@/components/table';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { drawn, windowOf } from './course-lines';

type Point = Schemas['PointSeen'];

interface CourseProps {
  course: readonly Point[];
  metric: string;
  stop: string;
}

/** How the interval of each arm closed in as people came: a band about the difference, and the same as a table. */
export function Course({ course, stop }: CourseProps) {
  const { t } = useMessages();
  const arms = [...new Set(course.map((one) => one.arm))];
  return (
    <div>
      <h3 className="mb-2 font-semibold">{t('experiments.course')}</h3>
      {course.length < 2 ? (
        <p className="max-w-prose text-sm text-quiet">
          {t(stop === 'fixed' ? 'experiments.course.fixed' : 'experiments.course.none')}
        </p>
      ) : (
        <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
          {arms.map((arm) => (
            <Arm key={arm} arm={arm} points={course.filter((one) => one.arm === arm)} />
          ))}
        </div>
      )}
    </div>
  );
}

function Arm({ arm, points }: { arm: string; points: readonly Point[] }) {
  const { t, formats } = useMessages();
  const frame = windowOf(points);
  const lines = drawn(points, frame);
  const signed = (value: number) => formats.signed(value, 3);
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return null;
  return (
    <figure>
      <div aria-hidden="true" className="flex gap-2">
        <div className="flex h-48 w-14 shrink-0 flex-col justify-between text-right text-xs text-quiet tabular-nums">
          <span>{signed(frame.high)}</span>
          <span>0</span>
          <span>{signed(frame.low)}</span>
        </div>
        <svg
          aria-hidden="true"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="h-48 w-full rounded-sm bg-raised"
        >
          <path d={lines.band} className="fill-pressed" />
          <path
            d={lines.edges}
            fill="none"
            vectorEffect="non-scaling-stroke"
            strokeWidth="1"
            className="stroke-quiet"
          />
          <path
            d="M0 50H100"
            vectorEffect="non-scaling-stroke"
            strokeWidth="1"
            strokeDasharray="4 4"
            className="stroke-text"
          />
          <path
            d={lines.middle}
            fill="none"
            vectorEffect="non-scaling-stroke"
            strokeWidth="2.5"
            className="stroke-accent"
          />
        </svg>
      </div>
      <div aria-hidden="true" className="mt-1 flex justify-between pl-16 text-xs text-quiet">
        <span>{t('experiments.course.people', { count: first.people })}</span>
        <span>{t('experiments.course.people', { count: last.people })}</span>
      </div>
      <figcaption className="mt-2 text-sm text-quiet">
        {t('experiments.course.says', {
          arm,
          count: last.people,
          difference: signed(last.difference),
          low: signed(last.low),
          high: signed(last.high),
        })}
      </figcaption>
      <details className="mt-1">
        <summary className="min-h-11 cursor-pointer content-center rounded-sm text-sm">
          {t('experiments.course.table')}
        </summary>
        <Table
          caption={t('experiments.course')}
          rows={[...points].reverse()}
          keyOf={(row) => row.at}
          columns={[
            { name: t('experiments.course.when'), cell: (row) => formats.moment(row.at) },
            { name: t('experiments.complete'), figure: true, cell: (row) => formats.number(row.people) },
            { name: t('experiments.difference'), figure: true, cell: (row) => signed(row.difference) },
            { name: t('experiments.low'), figure: true, cell: (row) => signed(row.low) },
            { name: t('experiments.high'), figure: true, cell: (row) => signed(row.high) },
          ]}
        />
      </details>
    </figure>
  );
}
