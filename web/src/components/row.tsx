import { type ReactNode, useId, useRef } from 'react';
import { useMessages } from '@/lib/messages/provider';
import { IconButton } from './button';

interface RowProps {
  title: string;
  /** Why this row is here, in a sentence. */
  why?: string;
  /** Beside the title: a menu, a link. */
  actions?: ReactNode;
  /** One <li> for each card; nothing where there is none. */
  children: ReactNode;
}

/** A shelf of cards that is pushed sideways: by finger, wheel, the Tab key, or the two arrows on a desk. */
export function Row({ title, why, actions, children }: RowProps) {
  const heading = useId();
  const shelf = useRef<HTMLUListElement>(null);
  const { t } = useMessages();
  const push = (way: number) =>
    shelf.current?.scrollBy({ left: way * shelf.current.clientWidth * 0.85, behavior: 'smooth' });
  return (
    <section aria-labelledby={heading} className="mt-10">
      <div className="mb-1.5 flex items-end justify-between gap-4">
        <div className="min-w-0">
          <h2 id={heading} className="text-xl font-semibold md:text-2xl">
            {title}
          </h2>
          {why && <p className="mt-0.5 text-sm text-quiet">{why}</p>}
        </div>
        <div className="flex shrink-0 items-center">
          <span className={children ? 'hidden md:flex' : 'hidden'}>
            <IconButton icon="left" label={t('common.earlier')} onClick={() => push(-1)} />
            <IconButton icon="right" label={t('common.later')} onClick={() => push(1)} />
          </span>
          {actions}
        </div>
      </div>
      {children && (
        <ul
          ref={shelf}
          className="no-bar relative -mx-4 flex snap-x scroll-px-4 gap-4 overflow-x-auto px-4 pt-1.5 pb-2 md:-mx-8 md:scroll-px-8 md:gap-5 md:px-8"
        >
          {children}
        </ul>
      )}
    </section>
  );
}

/** The place of one card in a Row. */
export function Place({ children }: { children: ReactNode }) {
  return <li className="w-36 shrink-0 snap-start md:w-44">{children}</li>;
}
