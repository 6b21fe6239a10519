import { Icon } from '@/components/icon';
import { useMessages } from '@/lib/messages/provider';
import { useQueue } from '@/lib/offline/use-queue';

/** Says what waits for a connection; nothing where nothing does. */
export function QueueNotice() {
  const count = useQueue();
  const { t } = useMessages();
  return (
    <div role="status">
      {count > 0 && (
        <p className="flex items-center justify-center gap-2 border-b border-line bg-raised px-4 py-2 text-sm">
          <Icon name="offline" size={18} />
          {t('queue.waiting', { count })}
        </p>
      )}
    </div>
  );
}
