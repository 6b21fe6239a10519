import { newStore } from '@/lib/store';

/** Those that were passed over for tonight, until the page is loaded anew. */
export const passedOver = newStore<ReadonlySet<number>>(new Set());

interface Suggested {
  id: number;
  predicted_stars: number | null;
}

const AMONG = 10;

/** The one for tonight: of the best ten that were not passed over, the one that is expected to please most. Places on the
 *  list say what a person is likely to watch; expected stars say how they will like it. */
export function pickFor<Item extends Suggested>(
  items: readonly Item[],
  passed: ReadonlySet<number>,
): Item | undefined {
  const left = items.filter((one) => !passed.has(one.id)).slice(0, AMONG);
  return left.reduce<Item | undefined>(
    (best, one) => (!best || (one.predicted_stars ?? 0) > (best.predicted_stars ?? 0) ? one : best),
    undefined,
  );
}
