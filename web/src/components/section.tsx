import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  lead?: string;
  /** Beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page that is about one thing. */
export function Section({ title, lead, actions, children }: SectionProps) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="mt-12 first:mt-0">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h2 id={heading} className="text-xl font-semibold">
            {title}
          </h2>
          {lead && <p className="mt-1 max-w-prose text-sm text-quiet">{lead}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
