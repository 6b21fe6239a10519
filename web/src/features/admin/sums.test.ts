import { expect, test } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { byDay, byHour, byRoute, bySource } from './sums';

const hour = (more: Partial<Schemas['HourSeen']>): Schemas['HourSeen'] => ({
  hour: '2026-03-01T10:00:00Z',
  method: 'GET',
  route: '/api/v1/titles',
  status: 200,
  count: 1,
  mean_ms: 10,
  p50_ms: 10,
  p95_ms: 20,
  p99_ms: 30,
  slowest_ms: 40,
  ...more,
});

const day = (more: Partial<Schemas['DaySeen']>): Schemas['DaySeen'] => ({
  day: '2026-03-01',
  model_version: 'main-1',
  recipe: 'r',
  source: 'personalised',
  arm: null,
  people: 1,
  slates: 1,
  showings: 1,
  titles: 10,
  clicked: 0,
  dismissed: 0,
  rated: 0,
  watched: 0,
  satisfaction: null,
  answers: 0,
  ...more,
});

test('a day has its 24 hours, and a mean weighs by requests', () => {
  const hours = byHour('2026-03-01', [
    hour({ count: 3, mean_ms: 10 }),
    hour({ count: 1, mean_ms: 50, status: 503, p95_ms: 90 }),
    hour({ hour: '2026-03-01T23:00:00Z', count: 2, status: 404 }),
  ]);
  expect(hours).toHaveLength(24);
  expect(hours[10]).toMatchObject({ count: 4, failed: 1, refused: 0, mean_ms: 20, p95_ms: 90 });
  expect(hours[23]).toMatchObject({ count: 2, refused: 2 });
  expect(hours[0]).toMatchObject({ count: 0, mean_ms: 0, p95_ms: 0 });
});

test('routes are told apart by method, the busiest first', () => {
  const routes = byRoute([hour({}), hour({ method: 'PUT', count: 5 }), hour({ count: 2 })]);
  expect(routes.map((one) => [one.name, one.count])).toEqual([
    ['PUT /titles', 5],
    ['GET /titles', 3],
  ]);
});

test('pages and files have no route of their own', () => {
  const [page] = byRoute([hour({ route: '/{path:screen}' })]);
  expect(page?.name).toBe('GET ');
});

test('satisfaction is the mean of all answers, and none where nobody answered', () => {
  const days = [
    day({ satisfaction: 5, answers: 1 }),
    day({ satisfaction: 2, answers: 2, source: 'popular' }),
    day({ day: '2026-03-02' }),
  ];
  const [second, first] = byDay(days);
  expect([first?.name, first?.satisfaction, first?.titles]).toEqual(['2026-03-01', 3, 20]);
  expect(second?.satisfaction).toBeNull();
  expect(bySource(days).map((one) => [one.name, one.showings])).toEqual([
    ['main-1 · personalised', 2],
    ['main-1 · popular', 1],
  ]);
});
