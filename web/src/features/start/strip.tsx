import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { Poster } from '@/components/poster';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { inWords } from '@/lib/reasons';

const SHOWN = 6;

/** What would be suggested after the answers so far. */
export function Strip({ items, busy }: { items: readonly Schemas['Recommended'][]; busy: boolean }) {
  const { t, formats, language } = useMessages();
  const heading = useId();
  return (
    <section aria-busy={busy} aria-labelledby={heading}>
      <h2 id={heading} className="text-lg font-semibold">
        {t('start.strip')}
      </h2>
      {items.length === 0 && <p className="mt-2 text-quiet">{t('start.strip.empty')}</p>}
      <ol className="mt-3 grid gap-3">
        {items.slice(0, SHOWN).map((one) => (
          <li key={one.id} className="rises">
            <Link to="/titles/$id" params={{ id: String(one.id) }} className="group flex gap-3 rounded-sm">
              <span className="w-14 shrink-0">
                <Poster url={one.poster_url} sizes="56px" />
              </span>
              <span className="min-w-0">
                <span className="line-clamp-2 leading-snug font-medium group-hover:underline">
                  {one.title}
                </span>
                <span className="line-clamp-2 text-sm text-quiet">
                  {inWords(one.reasons[0], t, formats, language) ?? one.year}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The same where there is no room beside the grid: posters above the way on, which stays in sight. */
export function SmallStrip({ items, busy }: { items: readonly Schemas['Recommended'][]; busy: boolean }) {
  const { t } = useMessages();
  const heading = useId();
  return (
    <section aria-busy={busy} aria-labelledby={heading} className="mb-3 lg:hidden">
      <h2 id={heading} className="mb-1.5 font-sans text-sm font-medium tracking-normal text-quiet">
        {t('start.strip')}
      </h2>
      <ol className="grid grid-cols-6 gap-2 sm:max-w-sm">
        {items.slice(0, SHOWN).map((one) => (
          <li key={one.id} className="rises">
            <Link
              to="/titles/$id"
              params={{ id: String(one.id) }}
              aria-label={one.title}
              className="block rounded-sm"
            >
              <Poster url={one.poster_url} sizes="56px" />
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
