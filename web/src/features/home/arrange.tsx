import { Button, IconButton } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Switch } from '@/components/switch';
import type { MessageKey } from '@/lib/messages/catalogues';
import { useMessages } from '@/lib/messages/provider';
import { useSetPreferences } from '@/lib/preferences';
import { moved, type Placed, type RowName } from './row-order';

const NAMES: Record<RowName, MessageKey> = {
  continue: 'home.row.continue',
  rate: 'home.row.rate',
  yours: 'home.row.yours',
  because: 'home.row.because.name',
  gems: 'home.row.gems',
  trending: 'home.row.trending',
  short: 'home.row.short',
  watchlist: 'home.row.watchlist',
};

export function Arrange({
  open,
  onClose,
  order,
}: {
  open: boolean;
  onClose: () => void;
  order: readonly Placed[];
}) {
  const { t } = useMessages();
  const set = useSetPreferences();
  const put = (rows: Placed[]) => set.mutate({ rows });
  return (
    <Dialog open={open} onClose={onClose} title={t('home.arrange')} place="sheet">
      <p className="text-quiet">{t('home.arrange.lead')}</p>
      <ol className="mt-4 divide-y divide-line border-y border-line">
        {order.map(({ row, hidden }, place) => {
          const name = t(NAMES[row]);
          return (
            <li key={row} className="flex items-center gap-1 py-1">
              <Switch
                label={t('home.arrange.shown', { row: name })}
                on={!hidden}
                onChange={(on) => put(order.map((one) => (one.row === row ? { row, hidden: !on } : one)))}
              />
              <span className={hidden ? 'grow pl-2 text-quiet' : 'grow pl-2 font-medium'}>{name}</span>
              <IconButton
                icon="up"
                label={t('home.arrange.up', { row: name })}
                disabled={place === 0}
                onClick={() => put(moved(order, row, -1))}
              />
              <IconButton
                icon="down"
                label={t('home.arrange.down', { row: name })}
                disabled={place === order.length - 1}
                onClick={() => put(moved(order, row, 1))}
              />
            </li>
          );
        })}
      </ol>
      <Button look="bare" className="mt-4" onClick={() => put([])}>
        {t('home.arrange.reset')}
      </Button>
    </Dialog>
  );
}
