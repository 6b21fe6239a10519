import { Button } from '@/components/button';
import { useMessages } from '@/lib/messages/provider';

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** Asks for the next page of a list, where there is one. */
export function More({ of }: { of: Paged }) {
  const { t } = useMessages();
  if (!of.hasNextPage) return null;
  return (
    <p className="mt-4 text-center">
      <Button size="small" busy={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
        {t('admin.more')}
      </Button>
    </p>
  );
}
