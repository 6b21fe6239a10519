import { type ReactNode, useEffect, useRef } from 'react';
import { classes } from './class-names';

interface PageProps {
  title: string;
  children: ReactNode;
  /** A sentence beneath the title. */
  lead?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** narrow: to read or to fill in. */
  width?: 'wide' | 'narrow';
  /** The title is said, not shown: the page shows it in its own way. */
  bare?: boolean;
}

/** Every screen stands in one: it names the window, and takes the focus when one comes from another screen. */
export function Page({ title, children, lead, actions, width = 'wide', bare = false }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === 'Matinee' ? title : `${title} · Matinee`;
  }, [title]);
  useEffect(() => {
    // On the first page of a visit the browser starts at the top by itself.
    if (document.documentElement.dataset.visited) heading.current?.focus({ preventScroll: true });
    document.documentElement.dataset.visited = 'yes';
  }, []);
  return (
    <div
      className={classes(
        'mx-auto w-full px-4 py-6 md:px-8 md:py-10',
        width === 'wide' ? 'max-w-7xl' : 'max-w-3xl',
      )}
    >
      <div
        className={bare ? 'sr-only' : 'mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 md:mb-8'}
      >
        <div>
          <h1 ref={heading} tabIndex={-1} className="text-3xl font-bold md:text-4xl">
            {title}
          </h1>
          {lead && <p className="mt-2 max-w-prose text-quiet">{lead}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
