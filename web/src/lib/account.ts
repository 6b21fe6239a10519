import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api, csrfToken, type Schemas } from './api/client';
import { Problem } from './api/problem';
import { keep, readKept } from './kept';

export type Account = Schemas['Person'];
const KEPT = 'account';

/** Who is logged in, or null. Without a connection: who it was when there last was one. */
export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: whoAmI,
  staleTime: 5 * 60_000,
});

async function whoAmI(): Promise<Account | null> {
  if (csrfToken() === null) return null;
  try {
    const account = await answer(api.GET('/api/v1/auth/me'));
    keep(KEPT, account);
    return account;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 401) return null;
    const known = readKept<Account | null>(KEPT, null);
    if (error.code === 'unreachable' && known) return known;
    throw error;
  }
}

/** Somebody is here now. What was shown to whoever was here before goes; the shell looks at the account itself all along. */
export function enter(queries: QueryClient, account: Account): void {
  keep(KEPT, account);
  forgetOthers(queries);
  queries.setQueryData(accountQuery.queryKey, account);
}

/**
 * Nobody is here any more. go: leads away from the screens of members, before what they showed is forgotten: a screen
 * that is still there would ask for it anew, and be refused.
 */
export async function leave(queries: QueryClient, go: () => Promise<void>): Promise<void> {
  keep(KEPT, null);
  queries.setQueryData(accountQuery.queryKey, null);
  await go();
  forgetOthers(queries);
}

function forgetOthers(queries: QueryClient): void {
  queries.removeQueries({ predicate: (one) => one.queryKey[0] !== accountQuery.queryKey[0] });
}

export function useAccount(): Account | null {
  return useQuery(accountQuery).data ?? null;
}
