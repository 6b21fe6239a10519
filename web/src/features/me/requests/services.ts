import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

/** Who offers something where: services by region. */
export const servicesQuery = queryOptions({
  queryKey: ['services', 'by region'],
  queryFn: async (): Promise<Record<string, string[]>> => {
    const said = await answer(api.GET('/api/v1/services'));
    const found: Record<string, string[]> = {};
    for (const { region, service } of said.items) found[region] = [...(found[region] ?? []), service];
    return found;
  },
  staleTime: 60 * 60_000,
});
