/** From figures to places on a line, and to marks beneath it. */
export interface Scale {
  low: number;
  high: number;
  /** Where a figure stands, in per cent of the line; never beyond its ends. */
  at: (value: number) => number;
}

/** Holds all of the figures and 0, with a little room at both ends. */
export function scaleOf(figures: readonly number[]): Scale {
  const known = figures.filter(Number.isFinite);
  const low = Math.min(0, ...known);
  const high = Math.max(0, ...known);
  const room = (high - low || 1) * 0.08;
  return scaled(low - room, high + room);
}

export function scaled(low: number, high: number): Scale {
  const at = (value: number) => Math.min(100, Math.max(0, ((value - low) / (high - low)) * 100));
  return { low, high, at };
}

/** A few round figures between the ends, 0 among them where it lies between. */
export function marksOf({ low, high }: Scale, most = 5): number[] {
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= raw) ?? raw;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => (first + place) * step);
}
