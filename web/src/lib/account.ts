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

/**
 * Somebody else is here now, or nobody: nothing of what was shown before is left. The query of the account itself stays,
 * since the shell looks at it all the time.
 */
export function switchAccount(queries: QueryClient, account: Account | null): void {
  keep(KEPT, account);
  queries.removeQueries({ predicate: (one) => one.queryKey[0] !== accountQuery.queryKey[0] });
  queries.setQueryData(accountQuery.queryKey, account);
}

export function useAccount(): Account | null {
  return useQuery(accountQuery).data ?? null;
}
