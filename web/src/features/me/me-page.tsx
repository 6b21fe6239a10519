import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '@/components/page';
import { Tabs } from '@/components/tabs';
import { useAccount } from '@/lib/account';
import { useMessages } from '@/lib/messages/provider';
import { Privacy } from './privacy';
import { Security } from './security';
import { Settings } from './settings';

export function MePage() {
  const { t, formats } = useMessages();
  const account = useAccount();
  const { tab } = useSearch({ from: '/members/me' });
  const navigate = useNavigate({ from: '/me' });
  const tabs = [
    { id: 'settings', label: t('me.tab.settings'), content: <Settings /> },
    { id: 'privacy', label: t('me.tab.privacy'), content: <Privacy /> },
    { id: 'security', label: t('me.tab.security'), content: <Security /> },
  ];
  const open = tabs.find((one) => one.id === tab)?.id ?? 'settings';
  return (
    <Page
      title={t('shell.me')}
      width="narrow"
      lead={
        account &&
        t('me.lead', { name: account.username, since: formats.month(account.created_at), role: account.role })
      }
    >
      <Tabs
        label={t('shell.me')}
        tabs={tabs}
        value={open}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true, resetScroll: false })}
      />
    </Page>
  );
}
