import { Icon } from '@/components/icon';
import { useMessages } from '@/lib/messages/provider';
import { useOnline } from '@/lib/offline/use-online';
import { useQueue } from '@/lib/offline/use-queue';

/** Says that there is no connection, and what waits for one; nothing where all is well. */
export function QueueNotice() {
  const count = useQueue();
  const online = useOnline();
  const { t } = useMessages();
  return (
    <div role="status">
      {(count > 0 || !online) && (
        <p className="flex items-center justify-center gap-2 border-b border-line bg-raised px-4 py-2 text-sm">
          <Icon name="offline" size={18} />
          {count > 0 ? t('queue.waiting', { count }) : t('queue.offline')}
        </p>
      )}
    </div>
  );
}
