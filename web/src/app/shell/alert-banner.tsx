import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '@/components/icon';
import { openAlertsQuery } from '@/lib/house/alerts';
import { useMessages } from '@/lib/messages/provider';

/** For those who look after the house: that something is not as it should be, as long as nobody has said they see to it. */
export function AlertBanner() {
  const { t } = useMessages();
  const { data } = useQuery(openAlertsQuery);
  const unseen = data?.items.filter((one) => one.acknowledged_at === null) ?? [];
  const critical = unseen.some((one) => one.level === 'critical');
  return (
    <div role="status">
      {unseen.length > 0 && (
        <Link
          to="/admin"
          search={{ tab: 'alerts' }}
          className="flex min-h-11 items-center justify-center gap-2 border-b border-line bg-raised px-4 py-2 text-sm underline-offset-4 hover:underline"
        >
          <span className={critical ? 'text-bad' : ''}>
            <Icon name="warning" size={18} />
          </span>
          {t('shell.alerts', { count: unseen.length })}
        </Link>
      )}
    </div>
  );
}
