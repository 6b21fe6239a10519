import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answer, api } from '../api/client';
import { useFailed } from '../failed';
import { useMessages } from '../messages/provider';
import { toast } from '../toasts';

export interface Ignoring {
  id: number;
  title: string;
  ignored: boolean;
  /** What holds, where that is not what was wished: it failed, or was undone. */
  onChange?: (ignored: boolean) => void;
}

/** Leaves a rating out of recommendations and their reasons, or lets it in again; can be undone. */
export function useIgnore(): (ignoring: Ignoring) => Promise<void> {
  const queries = useQueryClient();
  const failed = useFailed();
  const { t } = useMessages();
  return useCallback(
    async function ignore({ id, title, ignored, onChange }: Ignoring): Promise<void> {
      const put = async (wanted: boolean) => {
        await answer(
          api.PUT('/api/v1/ratings/{title_id}/ignored', {
            params: { path: { title_id: id } },
            body: { ignored: wanted },
          }),
        );
        await queries.invalidateQueries({ queryKey: ['mine'] });
      };
      try {
        await put(ignored);
      } catch (error) {
        onChange?.(!ignored);
        failed(error);
        return;
      }
      const undo = async () => {
        await put(!ignored);
        onChange?.(!ignored);
      };
      toast({
        text: t(ignored ? 'ignored.yes' : 'ignored.no', { title }),
        action: { label: t('common.undo'), act: () => void undo().catch(failed) },
      });
    },
    [failed, queries, t],
  );
}
