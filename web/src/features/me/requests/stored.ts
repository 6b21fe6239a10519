import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

export const EXPORT = '/api/v1/me/export';

/** Everything that is kept of me, as it can be taken along. Asked for when somebody wants to know: it is much. */
export const storedQuery = queryOptions({
  queryKey: ['mine', 'stored'],
  queryFn: async () => (await answer(api.GET(EXPORT))) as Record<string, unknown>,
  enabled: false,
});
