import type { Schemas } from '@/lib/api/client';

type Point = Schemas['PointSeen'];

export interface Frame {
  low: number;
  high: number;
}

/** Times the last interval that the picture is high: the first ones are often much wider, and run out of it. */
const ROOM = 3;

/** 0 is in the middle of it. */
export function windowOf(points: readonly Point[]): Frame {
  const last = points[points.length - 1];
  const wide = Math.max(...points.flatMap((one) => [Math.abs(one.low), Math.abs(one.high)]), 0);
  const now = last ? Math.max(Math.abs(last.low), Math.abs(last.high)) : 0;
  const high = Math.min(wide, now * ROOM) * 1.05 || 1;
  return { low: -high, high };
}

/** Paths in a square of 100 by 100, people from left to right. What lies beyond the window is drawn at its edge. */
export function drawn(
  points: readonly Point[],
  frame: Frame,
): { band: string; edges: string; middle: string } {
  const from = points[0]?.people ?? 0;
  const span = Math.max(1, (points[points.length - 1]?.people ?? 0) - from);
  const across = (one: Point) => round(((one.people - from) / span) * 100);
  const up = (value: number) => {
    const held = Math.min(frame.high, Math.max(frame.low, value));
    return round(((frame.high - held) / (frame.high - frame.low)) * 100);
  };
  const line = (of: (one: Point) => number, some: readonly Point[] = points) =>
    some.map((one, place) => `${place ? 'L' : 'M'}${across(one)} ${up(of(one))}`).join('');
  const low = line((one) => one.low, [...points].reverse());
  return {
    band: `${line((one) => one.high)}L${low.slice(1)}Z`,
    edges: line((one) => one.high) + line((one) => one.low),
    middle: line((one) => one.difference),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
