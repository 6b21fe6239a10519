import type { en } from './en';
import type { Language } from './language';

/** A message by its meaning. Which there are, and that other languages have them all, the compiler checks. */
export type MessageKey = keyof typeof en;
export type Catalogue = Record<MessageKey, string>;

const LOADERS: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import('./en')).en,
  de: async () => (await import('./de')).de,
};

export function loadCatalogue(language: Language): Promise<Catalogue> {
  return LOADERS[language]();
}
