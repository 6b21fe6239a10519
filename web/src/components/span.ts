/** Rows from first up to, and without, end. */
export interface Span {
  first: number;
  end: number;
}

/** The rows of a list that are near the window. top: of the list, from the top of the window, in pixels as all here. */
export function spanOf(at: {
  top: number;
  window: number;
  height: number;
  count: number;
  beyond: number;
}): Span {
  const from = Math.floor(-at.top / at.height) - at.beyond;
  const to = Math.ceil((at.window - at.top) / at.height) + at.beyond;
  const first = Math.min(Math.max(0, from), at.count);
  return { first, end: Math.max(first, Math.min(at.count, to)) };
}

/**
 * What is there next, on the way from what is there now to what shall be: what is in sight at once, and of what is
 * beyond only so many more rows on either side, since rows that nobody sees yet must not hold up those that are seen.
 */
export function stepTo(wanted: Span, at: { now: Span; sight: Span; step: number }): Span {
  const { now, sight, step } = at;
  const apart = now.end < sight.first || now.first > sight.end;
  const first = apart ? sight.first : Math.min(sight.first, now.first - step);
  const end = apart ? sight.end : Math.max(sight.end, now.end + step);
  return { first: Math.max(wanted.first, first), end: Math.min(wanted.end, end) };
}

export function sameSpan(one: Span, other: Span): boolean {
  return one.first === other.first && one.end === other.end;
}
