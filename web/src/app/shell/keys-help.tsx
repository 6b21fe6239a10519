import { Dialog } from '@/components/dialog';
import { useMessages } from '@/lib/messages/provider';

export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useMessages();
  const groups = [
    {
      title: t('keys.everywhere'),
      keys: [
        ['/', t('keys.search')],
        ['?', t('keys.help')],
        ['Esc', t('keys.close')],
      ],
    },
    {
      title: t('keys.go'),
      keys: [
        ['g h', t('keys.go.home')],
        ['g e', t('keys.go.explore')],
        ['g l', t('keys.go.library')],
        ['g a', t('keys.go.analytics')],
        ['g c', t('keys.go.compare')],
      ],
    },
    {
      title: t('keys.stars'),
      keys: [
        ['← →', t('keys.half')],
        ['1 – 5', t('keys.whole')],
        ['Del', t('keys.clear')],
      ],
    },
    {
      title: t('keys.grid'),
      keys: [
        ['1 – 4', t('keys.answer')],
        ['← →', t('keys.move')],
      ],
    },
  ];
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')}>
      {groups.map(({ title, keys }) => (
        <section key={title} className="mb-5">
          <h3 className="mb-1 text-sm font-semibold text-quiet">{title}</h3>
          <dl className="divide-y divide-line">
            {keys.map(([key, what]) => (
              <div key={what} className="flex items-center justify-between gap-4 py-2">
                <dt className="order-2 shrink-0">
                  <kbd className="rounded-sm border border-line-strong bg-raised px-2 py-0.5 text-sm">
                    {key}
                  </kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
