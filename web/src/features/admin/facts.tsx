import type { ReactNode } from 'react';

/** What is known, name over value, in a grid. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-1 overflow-hidden rounded-md border border-line bg-surface sm:grid-cols-2 lg:grid-cols-3">
      {facts.map(([name, value]) => (
        <div key={name} className="-mr-px -mb-px border-r border-b border-line px-4 py-3">
          <dt className="text-sm text-quiet">{name}</dt>
          <dd className="mt-0.5 font-medium break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
