// @vitest-environment happy-dom
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from '@/lib/api/client';
import { exploreAhead, homeAhead } from './ahead';

const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  // biome-ignore lint/suspicious/noDocumentCookie: it is what the service sets
  document.cookie = 'matinee_csrf=somebody-is-here';
  vi.spyOn(api, 'GET').mockImplementation((path) => {
    asked.push(path);
    return new Promise(() => {});
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is asked for both screens that show what was recommended, as somebody goes there or only points at the link. */
function slatesAsked(cause: 'preload' | 'enter' | 'stay'): readonly string[] {
  const visit = {
    context: { queries: new QueryClient() },
    cause,
    location: { href: '/', search: {} },
    params: {},
  };
  homeAhead(visit);
  exploreAhead(visit);
  visit.context.queries.clear();
  return asked.filter((path) => path === '/api/v1/recommendations');
}

test('who points at a link asks for no slate: what is recommended counts as shown', () => {
  expect(slatesAsked('preload')).toEqual([]);
  expect(slatesAsked('stay')).toEqual([]);
  expect(asked).toEqual([]);
});

test('who goes there asks for it at once', () => {
  expect(slatesAsked('enter')).toHaveLength(2);
});
