import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ButtonLink, IconButton } from '@/components/button';
import { Logo } from '@/components/logo';
import { useAccount } from '@/lib/account';
import { useMessages } from '@/lib/messages/provider';
import { MenuSheet } from './menu-sheet';
import { MAIN } from './places';

export function Header() {
  const { t } = useMessages();
  const account = useAccount();
  const [menu, setMenu] = useState(false);
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
          <IconButton
            icon="menu"
            label={t('shell.menu')}
            aria-haspopup="dialog"
            onClick={() => setMenu(true)}
          />
        </div>
      </div>
      <MenuSheet open={menu} onClose={() => setMenu(false)} />
    </header>
  );
}
