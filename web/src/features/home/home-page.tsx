import { Page } from '@/components/page';
import { useAccount } from '@/lib/account';
import { useMessages } from '@/lib/messages/provider';
import { Hero } from './hero';
import { Shelves } from './shelves';
import { Welcome } from './welcome';

export function HomePage() {
  const account = useAccount();
  const { t } = useMessages();
  if (!account) return <Welcome />;
  return (
    <Page title={t('home.title')} bare>
      <Hero />
      <Shelves />
    </Page>
  );
}
