import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/button';

/** Leads to one of a list behind a tab. */
export function ToOne({ tab, one, children }: { tab: string; one: string; children: ReactNode }) {
  return (
    <Link
      to="/admin"
      search={{ tab, one }}
      className="rounded-sm font-medium underline decoration-line-strong underline-offset-4 hover:decoration-text"
    >
      {children}
    </Link>
  );
}

/** From one of a list back to the list. */
export function Back({ tab, children }: { tab: string; children: ReactNode }) {
  return (
    <p className="-mt-2 -mb-8 -ml-3">
      <ButtonLink to="/admin" search={{ tab }} look="bare" size="small" icon="left">
        {children}
      </ButtonLink>
    </p>
  );
}
