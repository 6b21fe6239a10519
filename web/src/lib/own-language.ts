import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useAccount } from './account';
import { LANGUAGES, type Language } from './messages/language';
import { useMessages } from './messages/provider';
import { preferencesQuery, useSetPreferences } from './preferences';

/** Sets the language of the page; of somebody who is here also on all their other devices, when they come there next. */
export function useChooseLanguage(): (next: Language) => void {
  const { setLanguage } = useMessages();
  const here = useAccount() !== null;
  const set = useSetPreferences();
  return (next) => {
    setLanguage(next);
    if (here) set.mutate({ language: next });
  };
}

/** Whoever comes finds the page in the language they once chose; before they have come it is that of the device. */
export function useOwnLanguage(): void {
  const { language, setLanguage } = useMessages();
  const id = useAccount()?.id ?? null;
  const { data } = useQuery({ ...preferencesQuery, enabled: id !== null });
  const met = useRef<string | null>(null);
  const own = LANGUAGES.find((one) => one === data?.language);
  useEffect(() => {
    if (id === null) met.current = null;
    // Only when they come: what they choose afterwards shows at once, also while it cannot be sent.
    if (id === null || !data || met.current === id) return;
    met.current = id;
    if (own && own !== language) setLanguage(own);
  }, [id, data, own, language, setLanguage]);
}
