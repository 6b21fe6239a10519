import type { Preferences } from '@/lib/preferences';

/** As the house puts them. The names are kept with the preferences of people, and stay. */
export const ROWS = [
  'continue',
  'yours',
  'rate',
  'because',
  'gems',
  'trending',
  'short',
  'watchlist',
] as const;
export type RowName = (typeof ROWS)[number];

export interface Placed {
  row: RowName;
  hidden: boolean;
}

/** In the person's order. A row that they have not placed, since it is newer, stands where the house puts it. */
export function placed(kept: Preferences['rows']): Placed[] {
  const mine = kept.flatMap(({ row, hidden }) => {
    const known = ROWS.find((one) => one === row);
    return known ? [{ row: known, hidden: hidden ?? false }] : [];
  });
  const order = [...mine];
  for (const [place, row] of ROWS.entries()) {
    if (!order.some((one) => one.row === row))
      order.splice(Math.min(place, order.length), 0, { row, hidden: false });
  }
  return order;
}

export function moved(order: readonly Placed[], row: RowName, way: -1 | 1): Placed[] {
  const next = [...order];
  const from = next.findIndex((one) => one.row === row);
  const to = from + way;
  const [taken] = next.slice(from, from + 1);
  if (!taken || to < 0 || to >= next.length) return next;
  next.splice(from, 1);
  next.splice(to, 0, taken);
  return next;
}
