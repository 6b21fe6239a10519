import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { slateQuery } from '@/features/explore/requests/slate';
import { tuningOf } from '@/features/explore/tuning';
import { suggestionsQuery } from '@/features/home/requests/suggestions';
import { askAhead, listNamed } from '@/features/library/requests/lists';
import { titleQuery } from '@/features/title/requests/title';
import { accountQuery } from '@/lib/account';
import { csrfToken } from '@/lib/api/client';
import { preferencesQuery } from '@/lib/preferences';

/** What a loader is told, as far as it matters here. */
interface Visit {
  context: { queries: QueryClient };
  cause: 'preload' | 'enter' | 'stay';
  location: { href: string; search: Record<string, unknown> };
  params: { id?: string };
}

/**
 * Asks for what a screen shows first while its code is still on its way, and the word of the service who is here too. Only
 * once somebody goes there, not when they point at a link: what is recommended counts as shown.
 */
function ahead(ask: (queries: QueryClient, visit: Visit) => void): (visit: Visit) => void {
  return (visit) => {
    if (visit.cause === 'enter' && csrfToken() !== null) ask(visit.context.queries, visit);
  };
}

export const homeAhead = ahead((queries) => {
  void queries.prefetchQuery(suggestionsQuery);
  void queries.prefetchQuery(preferencesQuery);
});

export const exploreAhead = ahead((queries, { location }) => {
  void queries.prefetchQuery(slateQuery(tuningOf(location.search)));
});

export const titleAhead = ahead((queries, { params }) => {
  void queries.prefetchQuery(titleQuery(Number(params.id)));
});

export const libraryAhead = ahead((_, { location }) => {
  askAhead(listNamed(location.search.list));
});

const toLogin = (next: string) => redirect({ to: '/login', search: { next } });

/** Where it is known already that nobody is here, nothing of a screen for members is asked for. */
export function turnAway({ context, location }: Pick<Visit, 'context' | 'location'>): void {
  const account = context.queries.getQueryData(accountQuery.queryKey);
  if (account === null || (account === undefined && csrfToken() === null)) throw toLogin(location.href);
}

/** Shows nothing of a screen for members before the service has said that one of them is here. */
export async function membersOnly({ context, location }: Pick<Visit, 'context' | 'location'>): Promise<void> {
  if (!(await context.queries.ensureQueryData(accountQuery))) throw toLogin(location.href);
}
