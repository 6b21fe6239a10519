import type { en } from './en';
import type { Language } from './language';

/** A message by its meaning. Which there are, and that other languages have them all, the compiler checks. */
export type MessageKey = keyof typeof en;
export type Catalogue = Record<MessageKey, string>;
type Part = Partial<Catalogue>;

const FIRST: Record<Language, () => Promise<Part>> = {
  en: async () => (await import('./en-first')).first,
  de: async () => (await import('./de-first')).first,
};
const MORE: Record<Language, () => Promise<Part>> = {
  en: async () => (await import('./en-more')).more,
  de: async () => (await import('./de-more')).more,
};

/** The last one asked for. */
let asked: { language: Language; catalogue: Promise<Catalogue> } | null = null;
let whole: Promise<void> | null = null;

/** What is said from the start, and the rest as well once a screen has asked for it. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const before = asked;
  const catalogue = Promise.all([FIRST[language](), whole ? MORE[language]() : {}]).then(
    ([first, more]) => ({ ...first, ...more }) as Catalogue,
  );
  asked = { language, catalogue };
  try {
    return await catalogue;
  } catch (error) {
    asked = before;
    throw error;
  }
}

/** Before a screen that says more than those one comes in by. */
export function loadWhole(): Promise<void> {
  whole ??= addMore().catch((error: unknown) => {
    whole = null;
    throw error;
  });
  return whole;
}

async function addMore(): Promise<void> {
  if (!asked) return;
  const [catalogue, more] = await Promise.all([asked.catalogue, MORE[asked.language]()]);
  Object.assign(catalogue, more);
}
