import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useState } from 'react';
import { ButtonLink, IconButton } from '@/components/button';
import { Logo } from '@/components/logo';
import { useAccount } from '@/lib/account';
import { useMessages } from '@/lib/messages/provider';
import { KeysHelp } from './keys-help';
import { MenuSheet } from './menu-sheet';
import { MAIN } from './places';
import { useKeys } from './use-keys';

const SearchPalette = lazy(async () => ({
  default: (await import('@/features/search/search-palette')).SearchPalette,
}));

type Opened = 'menu' | 'search' | 'keys' | null;

export function Header() {
  const { t } = useMessages();
  const account = useAccount();
  const [opened, setOpened] = useState<Opened>(null);
  const close = useCallback(() => setOpened(null), []);
  const search = useCallback(() => setOpened('search'), []);
  const help = useCallback(() => setOpened('keys'), []);
  useKeys({ onSearch: search, onHelp: help });
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
      <MenuSheet open={opened === 'menu'} onClose={close} onKeys={help} />
      <KeysHelp open={opened === 'keys'} onClose={close} />
      {opened === 'search' && (
        <Suspense>
          <SearchPalette open onClose={close} />
        </Suspense>
      )}
    </header>
  );
}
