import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client';

/** My stars for a title, null where there are none. What this page changed is here at once. */
export function myRatingQuery(titleId: number) {
  return queryOptions({
    queryKey: ['rating', titleId],
    queryFn: async (): Promise<number | null> => {
      const said = await answer(
        api.GET('/api/v1/titles/{title_id}/ratings', { params: { path: { title_id: titleId } } }),
      );
      return said.mine?.stars ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** listed: what the list said that the title came from; where there is one, nothing is asked. */
export function useMyRating(titleId: number, listed?: number | null): number | null {
  const query = useQuery({ ...myRatingQuery(titleId), enabled: listed === undefined });
  return query.data === undefined ? (listed ?? null) : query.data;
}
