import { Link } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { ButtonLink, IconButton } from '@/components/button';
import { Logo } from '@/components/logo';
import { useAccount } from '@/lib/account';
import { useMessages } from '@/lib/messages/provider';
import { MAIN } from './places';
import { useKeys } from './use-keys';

const KeysHelp = lazy(async () => ({ default: (await import('./keys-help')).KeysHelp }));
const MenuSheet = lazy(async () => ({ default: (await import('./menu-sheet')).MenuSheet }));
const loadPalette = () => import('@/features/search/search-palette');
type Palette = ComponentType<{ open: boolean; onClose: () => void }>;
/** For those who press `/` sooner. */
const SOON_MS = 1_500;

type Opened = 'menu' | 'search' | 'keys' | null;

export function Header() {
  const { t } = useMessages();
  const account = useAccount();
  const [opened, setOpened] = useState<Opened>(null);
  const close = useCallback(() => setOpened(null), []);
  const search = useCallback(() => setOpened('search'), []);
  const help = useCallback(() => setOpened('keys'), []);
  useKeys({ onSearch: search, onHelp: help });
  const SearchPalette = usePalette(opened === 'search');
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-ground pt-[env(safe-area-inset-top)]">
      <div className="mx-auto flex h-14 max-w-7xl items-center gap-2 px-4 md:h-16 md:px-8">
        <Link to="/" className="mr-2 flex min-h-11 items-center gap-2 rounded-sm" aria-label="Matinee">
          <span className="text-accent">
            <Logo size={28} />
          </span>
          <span className="font-display text-xl font-bold tracking-tight">Matinee</span>
        </Link>
        {account && (
          <nav aria-label={t('shell.main_navigation')} className="hidden md:block">
            <ul className="flex">
              {MAIN.map((place) => (
                <li key={place.to}>
                  <Link
                    to={place.to}
                    activeOptions={{ exact: place.to === '/' }}
                    className="flex min-h-11 items-center rounded-sm px-3 font-medium text-quiet hover:text-text aria-[current=page]:text-text aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8"
                  >
                    {t(place.label)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <div className="ml-auto flex items-center gap-1">
          {!account && (
            <ButtonLink to="/login" look="bare" size="small">
              {t('shell.login')}
            </ButtonLink>
          )}
          <IconButton icon="search" label={t('shell.search')} aria-haspopup="dialog" onClick={search} />
          <IconButton
            icon="menu"
            label={t('shell.menu')}
            aria-haspopup="dialog"
            onClick={() => setOpened('menu')}
          />
        </div>
      </div>
      <Suspense>
        {opened === 'menu' && <MenuSheet open onClose={close} onKeys={help} />}
        {opened === 'keys' && <KeysHelp open onClose={close} />}
      </Suspense>
      {opened === 'search' && SearchPalette && <SearchPalette open onClose={close} />}
    </header>
  );
}

/** Not among what must come first, but there before somebody opens it and types on: what is typed meanwhile would be lost. */
function usePalette(wanted: boolean): Palette | null {
  const [palette, setPalette] = useState<Palette | null>(null);
  useEffect(() => {
    if (palette) return;
    // Without a connection it is asked for again the next time.
    const load = () =>
      void loadPalette().then(
        (one) => setPalette(() => one.SearchPalette),
        () => null,
      );
    const timer = setTimeout(load, wanted ? 0 : SOON_MS);
    return () => clearTimeout(timer);
  }, [palette, wanted]);
  return palette;
}
