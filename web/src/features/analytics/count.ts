import { here } from '@/lib/days';
import type { Expectation, Rated } from './requests/history';

/** Half stars, from 0.5 to 5. */
export const STEPS = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5] as const;

export interface Bar {
  stars: number;
  mine: number;
  expected: number;
}

/** How often I gave so many stars, and how often so many were to be expected of me, to the nearest half. */
export function histogram(expectations: readonly Expectation[]): Bar[] {
  return STEPS.map((stars) => ({
    stars,
    mine: expectations.filter((one) => one.stars === stars).length,
    expected: expectations.filter((one) => nearest(one.expected) === stars).length,
  }));
}

/** The same where nobody says what to expect. */
export function histogramOf(ratings: readonly Rated[]): Bar[] {
  return STEPS.map((stars) => ({
    stars,
    mine: ratings.filter((one) => one.stars === stars).length,
    expected: 0,
  }));
}

function nearest(stars: number): number {
  return Math.min(5, Math.max(0.5, Math.round(stars * 2) / 2));
}

/** By how many stars what was expected is off, on average; null where nothing was expected. */
export function meanError(expectations: readonly Expectation[]): number | null {
  if (!expectations.length) return null;
  const off = expectations.reduce((sum, one) => sum + Math.abs(one.stars - one.expected), 0);
  return off / expectations.length;
}

export interface Group {
  name: string;
  count: number;
  /** Of my stars. */
  mean: number;
}

function grouped(ratings: readonly Rated[], namesOf: (one: Rated) => readonly string[]): Group[] {
  const held = new Map<string, { count: number; sum: number }>();
  for (const one of ratings) {
    for (const name of namesOf(one)) {
      const { count, sum } = held.get(name) ?? { count: 0, sum: 0 };
      held.set(name, { count: count + 1, sum: sum + one.stars });
    }
  }
  return [...held].map(([name, { count, sum }]) => ({ name, count, mean: sum / count }));
}

/** The oldest first. A title without a year is in none. */
export function decades(ratings: readonly Rated[]): Group[] {
  const decadeOf = (one: Rated) =>
    one.title.year === null ? [] : [String(Math.floor(one.title.year / 10) * 10)];
  return grouped(ratings, decadeOf).sort((one, other) => Number(one.name) - Number(other.name));
}

/** Those that I rated most first. A title is in each of its genres. */
export function genres(ratings: readonly Rated[]): Group[] {
  return grouped(ratings, (one) => one.title.genres).sort(
    (one, other) => other.count - one.count || one.name.localeCompare(other.name),
  );
}

export interface Day {
  /** As 2026-03-01, here. */
  day: string;
  count: number;
}

const WEEKS = 53;

/** Each day of the last year, week by week from Monday on; the last week ends with today. */
export function calendar(moments: readonly (string | null)[], now: Date = new Date()): Day[][] {
  const counts = new Map<string, number>();
  for (const moment of moments) {
    if (moment === null) continue;
    const day = dayOf(new Date(here(moment)));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const sinceMonday = (now.getDay() + 6) % 7;
  const monday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - sinceMonday - 7 * (WEEKS - 1));
  return Array.from({ length: WEEKS }, (_, week) => {
    const days = week === WEEKS - 1 ? sinceMonday + 1 : 7;
    return Array.from({ length: days }, (_, place) => {
      const day = dayOf(
        new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + 7 * week + place),
      );
      return { day, count: counts.get(day) ?? 0 };
    });
  });
}

function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export interface Month {
  /** As 2026-03. */
  month: string;
  count: number;
}

/** The days of a calendar added up by month, the newest first; months without any are left out. */
export function months(weeks: readonly (readonly Day[])[]): Month[] {
  const counts = new Map<string, number>();
  for (const { day, count } of weeks.flat()) {
    const month = day.slice(0, 7);
    if (count) counts.set(month, (counts.get(month) ?? 0) + count);
  }
  return [...counts]
    .map(([month, count]) => ({ month, count }))
    .sort((one, other) => other.month.localeCompare(one.month));
}
