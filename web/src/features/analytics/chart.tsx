import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/button';
import { useMessages } from '@/lib/messages/provider';

interface ChartProps {
  title: string;
  /** What it shows, in a sentence: what those hear who do not see it. */
  says: string;
  /** The picture, which is hidden from those who cannot see it: they have the table. */
  picture: ReactNode;
  table: ReactNode;
}

/** A picture, and its figures as a table in its place. */
export function Chart({ title, says, picture, table }: ChartProps) {
  const { t } = useMessages();
  const heading = useId();
  const [figures, setFigures] = useState(false);
  return (
    <section
      aria-labelledby={heading}
      className="min-w-0 rounded-md border border-line bg-surface p-4 md:p-5"
    >
      <div className="mb-3 flex items-start justify-between gap-4">
        <div>
          <h2 id={heading} className="text-xl font-semibold">
            {title}
          </h2>
          <p className="mt-0.5 text-sm text-quiet">{says}</p>
        </div>
        <Button
          look="bare"
          size="small"
          icon={figures ? 'chart' : 'table'}
          aria-pressed={figures}
          onClick={() => setFigures(!figures)}
        >
          {t('analytics.table')}
          <span className="sr-only">: {title}</span>
        </Button>
      </div>
      {figures ? table : picture}
    </section>
  );
}
