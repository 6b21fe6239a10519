/** What a receipt counts, in the order in which it is told. */
export const COUNTED = [
  'ratings',
  'watches',
  'marks',
  'same_lines',
  'kept_lines',
  'unsure_lines',
  'unmatched_lines',
  'skipped_lines',
  'bad_lines',
  'ratings_taken_back',
  'watches_taken_back',
  'marks_taken_back',
  'ratings_kept',
] as const;
export type Counted = (typeof COUNTED)[number];
export type ReceiptLine = readonly [Counted, number];

const ALWAYS: ReadonlySet<Counted> = new Set(['ratings', 'ratings_taken_back']);
const LEFT_OVER: readonly Counted[] = ['unsure_lines', 'unmatched_lines', 'skipped_lines', 'bad_lines'];

/** Counts that are nothing are left out, but for that of the ratings, of which one wants to know. */
export function receiptOf(receipt: Readonly<Record<string, number>>): ReceiptLine[] {
  return COUNTED.flatMap((name): ReceiptLine[] => {
    const count = receipt[name];
    return count === undefined || (count === 0 && !ALWAYS.has(name)) ? [] : [[name, count]];
  });
}

/** Lines of which nothing was taken. */
export function leftOver(receipt: Readonly<Record<string, number>>): number {
  return LEFT_OVER.reduce((sum, name) => sum + (receipt[name] ?? 0), 0);
}

const DONE = ['added_lines', 'changed_lines', 'same_lines', 'kept_lines'];

/** Lines that were gone through so far. */
export function doneLines(receipt: Readonly<Record<string, number>>): number {
  return DONE.reduce((sum, name) => sum + (receipt[name] ?? 0), 0);
}
