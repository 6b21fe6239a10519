import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answer, api } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { toast } from '@/lib/toasts';
import type { Entry } from './lists';

/** Takes a watch off my history; can be undone where its day is known, since without one it would be of today. */
export function useTakeWatchAway(): (entry: Entry, gone: (is: boolean) => void) => Promise<void> {
  const queries = useQueryClient();
  const failed = useFailed();
  const { t } = useMessages();
  return useCallback(
    async (entry: Entry, gone: (is: boolean) => void): Promise<void> => {
      const watch = entry.watch;
      if (!watch) return;
      const changed = () => void queries.invalidateQueries({ queryKey: ['mine'] });
      const back = async () => {
        const body = { watched_at: watch.watched_at, episode_id: watch.episode_id, progress: watch.progress };
        const path = { title_id: entry.title.id };
        const made = await answer(api.POST('/api/v1/titles/{title_id}/watches', { params: { path }, body }));
        // Deleted once more, it is the new one that goes.
        watch.id = made.id;
        gone(false);
        changed();
      };
      gone(true);
      try {
        await answer(api.DELETE('/api/v1/watches/{watch_id}', { params: { path: { watch_id: watch.id } } }));
        changed();
      } catch (error) {
        gone(false);
        failed(error);
        return;
      }
      const undo = { label: t('common.undo'), act: () => void back().catch(failed) };
      toast({
        text: t('library.watch.removed', { title: entry.title.name }),
        ...(watch.watched_at !== null && { action: undo }),
      });
    },
    [failed, queries, t],
  );
}
