import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type Formats, formatsIn } from '../format';
import { type Catalogue, loadCatalogue } from './catalogues';
import { keepLanguage, type Language, localeOf } from './language';
import { type Translate, translator } from './translate';

interface Messages {
  t: Translate;
  formats: Formats;
  language: Language;
  setLanguage: (next: Language) => void;
}

const Context = createContext<Messages | null>(null);

export function MessagesProvider(props: { language: Language; catalogue: Catalogue; children: ReactNode }) {
  const [held, setHeld] = useState({ language: props.language, catalogue: props.catalogue });
  const setLanguage = useCallback((next: Language) => {
    void loadCatalogue(next).then((catalogue) => {
      keepLanguage(next);
      setHeld({ language: next, catalogue });
    });
  }, []);
  useEffect(() => {
    document.documentElement.lang = held.language;
  }, [held.language]);
  const value = useMemo(
    () => ({
      t: translator(held.language, held.catalogue),
      formats: formatsIn(localeOf(held.language, navigator.languages)),
      language: held.language,
      setLanguage,
    }),
    [held, setLanguage],
  );
  return <Context value={value}>{props.children}</Context>;
}

export function useMessages(): Messages {
  const messages = useContext(Context);
  if (!messages) throw new Error('messages are asked for outside of MessagesProvider');
  return messages;
}
