import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Which one of a list is open, by the address; and how another one is opened, or none. */
export function useOne(): [string | undefined, (next: string | null) => void] {
  const { tab, one } = useSearch({ from: '/members/admin' });
  const navigate = useNavigate({ from: '/admin' });
  const open = useCallback(
    (next: string | null) => {
      void navigate({ search: { ...(tab && { tab }), ...(next && { one: next }) }, resetScroll: true });
    },
    [navigate, tab],
  );
  return [one, open];
}
