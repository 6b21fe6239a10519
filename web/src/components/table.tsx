import type { ReactNode } from 'react';
import { classes } from './class-names';

export interface Column<T> {
  name: string;
  cell: (row: T) => ReactNode;
  /** Figures stand at the right, one beneath the other. */
  figure?: boolean;
  /** Left out where there is little room. */
  wide?: boolean;
}

interface TableProps<T> {
  /** What it shows, for those who hear it. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string | number;
}

/** The first column names the row. Pushed sideways where it is wider than the page. */
export function Table<T>({ caption, columns, rows, keyOf }: TableProps<T>) {
  const dress = (column: Column<T>) =>
    classes(
      'px-3 py-2.5 first:pl-4 last:pr-4',
      column.figure ? 'text-right tabular-nums' : 'text-left',
      column.wide && 'hidden md:table-cell',
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, and a section would be a landmark for each table
    <div
      role="group"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be pushed sideways must be reached by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line bg-surface"
    >
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-quiet">
            {columns.map((one) => (
              <th key={one.name} scope="col" className={classes(dress(one), 'font-medium whitespace-nowrap')}>
                {one.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-b border-line last:border-0">
              {columns.map((one, place) =>
                place === 0 ? (
                  <th key={one.name} scope="row" className={classes(dress(one), 'font-medium')}>
                    {one.cell(row)}
                  </th>
                ) : (
                  <td key={one.name} className={dress(one)}>
                    {one.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
