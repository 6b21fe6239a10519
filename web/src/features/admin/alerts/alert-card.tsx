import { Button } from '@/components/button';
import { classes } from '@/components/class-names';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { toast } from '@/lib/toasts';
import { Badge } from '../badge';
import { useAcknowledge } from '../requests/alerts';
import { ToOne } from '../to-one';
import { runbookTitle } from './runbooks';

/** One alert that is open: what was seen, what to do, and who sees to it. */
export function AlertCard({ alert }: { alert: Schemas['AlertSeen'] }) {
  const { t, formats } = useMessages();
  const acknowledge = useAcknowledge();
  const critical = alert.level === 'critical';
  return (
    <article
      aria-label={alert.message}
      className={classes(
        'rounded-md border bg-surface px-4 py-4 md:px-5',
        critical ? 'border-bad' : 'border-line-strong',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Badge tone={critical ? 'bad' : 'plain'}>{t(`alerts.level.${alert.level}`)}</Badge>
        <span className="text-sm text-quiet">
          {t('alerts.since', { begun: formats.moment(alert.begun_at), last: formats.ago(alert.last_at) })}
        </span>
      </div>
      <p lang="en" className="mt-3 font-medium">
        {alert.message}
      </p>
      {alert.value !== null && alert.limit !== null && (
        <p className="mt-1 text-sm text-quiet">
          {t('alerts.value', {
            value: formats.number(alert.value, 3),
            limit: formats.number(alert.limit, 3),
          })}
        </p>
      )}
      <p lang="en" className="mt-2 max-w-prose text-sm">
        {alert.action}
      </p>
      <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-3">
        {alert.acknowledged_at ? (
          <span className="text-sm text-quiet">
            {t('alerts.acknowledged', {
              name: alert.acknowledged_by ?? t('models.by.admin'),
              when: formats.moment(alert.acknowledged_at),
            })}
          </span>
        ) : (
          <Button
            icon="check"
            busy={acknowledge.isPending}
            onClick={() =>
              acknowledge.mutate(alert.id, { onSuccess: () => toast({ text: t('alerts.acknowledge.done') }) })
            }
          >
            {t('alerts.acknowledge')}
          </Button>
        )}
        <ToOne tab="alerts" one={alert.runbook}>
          {t('alerts.runbook.title', { title: runbookTitle(alert.runbook) ?? alert.runbook })}
        </ToOne>
      </div>
    </article>
  );
}
