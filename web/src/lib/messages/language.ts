import { keep, readKept } from '../kept';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
/** Each in its own words. */
export const NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' };

const KEPT = 'language';

export function chosenLanguage(): Language {
  const said = readKept<string>(KEPT, navigator.language.slice(0, 2));
  return LANGUAGES.find((one) => one === said) ?? 'en';
}

export function keepLanguage(language: Language): void {
  keep(KEPT, language);
}
