import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';
import type { Mark } from '@/lib/marks/use-mark';

const PAGES = 20;

/** The titles that I marked so. The service tells marks by lists alone, the last first. */
export function markedQuery(mark: Mark) {
  return queryOptions({
    queryKey: ['mine', 'marked ids', mark],
    queryFn: async (): Promise<ReadonlySet<number>> => {
      const ids = new Set<number>();
      let cursor: string | null = null;
      for (let page = 0; page < PAGES; page += 1) {
        const found: { items: { title_id: number }[]; next: string | null } = await answer(
          api.GET('/api/v1/me/marks/{mark}', {
            params: { path: { mark }, query: { limit: 100, ...(cursor !== null && { cursor }) } },
          }),
        );
        for (const one of found.items) ids.add(one.title_id);
        cursor = found.next;
        if (cursor === null) break;
      }
      return ids;
    },
  });
}
