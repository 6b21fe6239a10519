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

export function sameSpan(one: Span, other: Span): boolean {
  return one.first === other.first && one.end === other.end;
}
