import { useNavigate, useSearch } from '@tanstack/react-router';
import { ButtonLink } from '@/components/button';
import { Page } from '@/components/page';
import { Tabs } from '@/components/tabs';
import type { MessageKey } from '@/lib/messages/catalogues';
import { useMessages } from '@/lib/messages/provider';
import { ListOf } from './list-of';
import { LISTS, type ListName, listNamed } from './requests/lists';

const LABELS: Record<ListName, MessageKey> = {
  ratings: 'library.ratings',
  history: 'library.history',
  watchlist: 'library.watchlist',
  favourites: 'library.favourites',
  reviews: 'library.reviews',
  'not-for-me': 'library.not_for_me',
};

/** What I rated, watched and marked. Which list is open stands in the address. */
export function LibraryPage() {
  const { t } = useMessages();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const open = listNamed(search.list);
  return (
    <Page
      title={t('shell.library')}
      actions={
        <ButtonLink to="/import" icon="upload">
          {t('shell.import')}
        </ButtonLink>
      }
    >
      <Tabs
        label={t('library.lists')}
        value={open}
        onChange={(list) => void navigate({ to: '/library', search: { list }, replace: true })}
        tabs={LISTS.map((list) => ({
          id: list,
          label: t(LABELS[list]),
          content: <ListOf key={list} list={list} />,
        }))}
      />
    </Page>
  );
}
