import { Link } from '@tanstack/react-router';
import { Icon } from '@/components/icon';
import { useMessages } from '@/lib/messages/provider';
import { THUMB } from './places';

/** On a phone, at the thumb. */
export function TabBar() {
  const { t } = useMessages();
  return (
    <nav
      aria-label={t('shell.main_navigation')}
      className="sticky bottom-0 z-30 border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-4">
        {THUMB.map((place) => (
          <li key={place.to}>
            <Link
              to={place.to}
              activeOptions={{ exact: place.to === '/' }}
              className="flex h-16 flex-col items-center justify-center gap-1 text-xs font-medium text-quiet focus-visible:-outline-offset-2 aria-[current=page]:text-accent"
            >
              <Icon name={place.icon} size={22} />
              {t(place.label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
