import { Outlet } from '@tanstack/react-router';
import { Toaster } from '@/components/toaster';
import { useAccount } from '@/lib/account';
import { useMessages } from '@/lib/messages/provider';
import { useOwnLanguage } from '@/lib/own-language';
import { AlertBanner } from './alert-banner';
import { Header } from './header';
import { QueueNotice } from './queue-notice';
import { TabBar } from './tab-bar';
import { useEndedSession } from './use-ended-session';

/** What stands around every screen. */
export function Shell() {
  const { t } = useMessages();
  const account = useAccount();
  useEndedSession();
  useOwnLanguage();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only rounded-sm bg-accent px-4 py-3 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t('shell.skip')}
      </a>
      <Header />
      {account && <QueueNotice />}
      {account?.role === 'admin' && <AlertBanner />}
      <main id="main" tabIndex={-1} className="grow outline-none">
        <Outlet />
      </main>
      {account && <TabBar />}
      <Toaster />
    </div>
  );
}
