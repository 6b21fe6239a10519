import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { seasonsQuery } from '@/lib/titles/seasons';
import { begun, type NextEpisode, nextOf } from '../begun';

const LATELY = 100;
const MANY = 12;

export interface ToContinue {
  title: Schemas['Card'];
  /** Per cent that were seen of it, or of the episode. */
  progress: number | null;
  episode: NextEpisode | null;
}

/** What was begun lately and has something left, the last first. */
export const begunQuery = queryOptions({
  queryKey: ['mine', 'begun'],
  queryFn: async ({ client: queries }): Promise<ToContinue[]> => {
    const watches = await answer(api.GET('/api/v1/me/watches', { params: { query: { limit: LATELY } } }));
    const found = begun(watches.items).slice(0, MANY);
    const continued = await Promise.all(
      found.map(async (one): Promise<ToContinue | null> => {
        const { title, progress } = one;
        if (one.episode === null) return { title, progress, episode: null };
        const seasons = await queries.ensureQueryData(seasonsQuery(title.id));
        const episode = nextOf(one, seasons.items);
        return episode && { title, progress, episode };
      }),
    );
    return continued.filter((one) => one !== null);
  },
});

/** An episode, or a whole movie, watched to the end now. */
export function useWatched() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ title, episode }: ToContinue) =>
      answer(
        api.POST('/api/v1/titles/{title_id}/watches', {
          params: { path: { title_id: title.id } },
          body: { watched_at: null, episode_id: episode?.id ?? null, progress: 100 },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mine'] }),
  });
}
