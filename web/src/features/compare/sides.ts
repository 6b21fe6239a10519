import type { Schemas } from '@/lib/api/client';

type Item = Schemas['Recommended'];

export interface Sides {
  /** Found by both, best first by the better of the two places. */
  both: { item: Item; ranks: [number, number] }[];
  first: Item[];
  second: Item[];
  /** Of the titles of either, those of both; null where there are none. */
  share: number | null;
}

export function sidesOf(one: readonly Item[], other: readonly Item[]): Sides {
  const places = new Map(other.map((item) => [item.id, item.rank]));
  const mine = new Set(one.map((item) => item.id));
  const both = one
    .flatMap((item) => {
      const rank = places.get(item.id);
      return rank === undefined ? [] : [{ item, ranks: [item.rank, rank] as [number, number] }];
    })
    .sort((a, b) => Math.min(...a.ranks) - Math.min(...b.ranks));
  const second = other.filter((item) => !mine.has(item.id));
  const either = one.length + second.length;
  return {
    both,
    first: one.filter((item) => !places.has(item.id)),
    second,
    share: either ? both.length / either : null,
  };
}

/** The two that are compared: those of the address, else what the house compares, else the first two there are. */
export function chosen(
  asked: { a?: string; b?: string },
  models: readonly string[],
): readonly [string, string] | null {
  const { a, b } = asked;
  const known = (name: string | undefined) =>
    name !== undefined && models.includes(name) ? name : undefined;
  const one = known(a);
  const other = known(b);
  if (one === undefined && other === undefined) return null;
  const spare = (not: string) => models.find((name) => name !== not) ?? not;
  if (one !== undefined && other !== undefined) return [one, other];
  return one === undefined ? [spare(other ?? ''), other ?? ''] : [one, spare(one)];
}
