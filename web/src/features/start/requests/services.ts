import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

/** Where something is offered, and by whom: services by region. */
export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: async (): Promise<Map<string, string[]>> => {
    const said = await answer(api.GET('/api/v1/services'));
    const found = new Map<string, string[]>();
    for (const { region, service } of said.items) found.set(region, [...(found.get(region) ?? []), service]);
    return found;
  },
  staleTime: Number.POSITIVE_INFINITY,
});
