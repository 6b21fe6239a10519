import type { Schemas } from '@/lib/api/client';

type Hour = Schemas['HourSeen'];
type Day = Schemas['DaySeen'];

/** A route as the table shows it; null for pages and files, which have one route for all. */
export function routeOf(route: string): string | null {
  return route === '/{path:screen}' ? null : route.replace('/api/v1', '');
}

export interface Sum {
  name: string;
  count: number;
  refused: number;
  failed: number;
  mean_ms: number;
  /** The highest of those that were added: quantiles of parts cannot be added up to one of the whole. */
  p95_ms: number;
  slowest_ms: number;
}

function summed(name: string, hours: readonly Hour[]): Sum {
  const count = hours.reduce((sum, one) => sum + one.count, 0);
  const of = (from: number, to: number) =>
    hours.filter((one) => one.status >= from && one.status <= to).reduce((sum, one) => sum + one.count, 0);
  return {
    name,
    count,
    refused: of(400, 499),
    failed: of(500, 999),
    mean_ms: count ? hours.reduce((sum, one) => sum + one.mean_ms * one.count, 0) / count : 0,
    p95_ms: Math.max(0, ...hours.map((one) => one.p95_ms)),
    slowest_ms: Math.max(0, ...hours.map((one) => one.slowest_ms)),
  };
}

function grouped<T>(items: readonly T[], keyOf: (one: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>();
  for (const one of items) found.set(keyOf(one), [...(found.get(keyOf(one)) ?? []), one]);
  return [...found];
}

/** All 24 hours of a day, also those in which nothing was asked. */
export function byHour(day: string, hours: readonly Hour[]): Sum[] {
  const found = new Map(grouped(hours, (one) => String(new Date(one.hour).getTime())));
  const begin = new Date(`${day}T00:00:00Z`).getTime();
  return Array.from({ length: 24 }, (_, at) => {
    const moment = begin + at * 3_600_000;
    return summed(new Date(moment).toISOString(), found.get(String(moment)) ?? []);
  });
}

/** What was asked most first. */
export function byRoute(hours: readonly Hour[]): Sum[] {
  return grouped(hours, (one) => `${one.method} ${routeOf(one.route) ?? ''}`)
    .map(([name, some]) => summed(name, some))
    .sort((one, other) => other.count - one.count);
}

export interface Shown {
  name: string;
  showings: number;
  titles: number;
  clicked: number;
  rated: number;
  watched: number;
  dismissed: number;
  /** The mean of the answers, where there were any. */
  satisfaction: number | null;
}

function shownOf(name: string, days: readonly Day[]): Shown {
  const sum = (of: (one: Day) => number) => days.reduce((total, one) => total + of(one), 0);
  const answers = sum((one) => one.answers);
  return {
    name,
    showings: sum((one) => one.showings),
    titles: sum((one) => one.titles),
    clicked: sum((one) => one.clicked),
    rated: sum((one) => one.rated),
    watched: sum((one) => one.watched),
    dismissed: sum((one) => one.dismissed),
    satisfaction: answers ? sum((one) => (one.satisfaction ?? 0) * one.answers) / answers : null,
  };
}

/** The newest day first. */
export function byDay(days: readonly Day[]): Shown[] {
  return grouped(days, (one) => one.day)
    .map(([name, some]) => shownOf(name, some))
    .sort((one, other) => other.name.localeCompare(one.name));
}

/** By what answered: the release and the link of the chain. */
export function bySource(days: readonly Day[]): Shown[] {
  return grouped(days, (one) => [one.model_version, one.source, one.arm].filter(Boolean).join(' · '))
    .map(([name, some]) => shownOf(name, some))
    .sort((one, other) => other.showings - one.showings);
}
