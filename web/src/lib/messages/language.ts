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

/** The person's own kind of a language, as their device says it: days are written otherwise in London than in New York. */
export function localeOf(language: Language, device: readonly string[]): string {
  return device.find((one) => one.split('-')[0] === language) ?? language;
}

export function keepLanguage(language: Language): void {
  keep(KEPT, language);
}
