import type { Schemas } from './api/client';
import type { Formats } from './format';
import type { Language } from './messages/language';
import type { Translate } from './messages/translate';

type Reason = Schemas['ShortReason'];
const NAMED = 2;

/** A reason in the person's language. The service says it in English, with the titles that it rests on. */
export function inWords(
  reason: Reason | undefined,
  t: Translate,
  formats: Formats,
  language: Language,
): string | undefined {
  if (!reason) return undefined;
  if (language === 'en') return reason.text;
  if (reason.kind === 'trending') return t('reason.trending');
  if (reason.kind === 'popular') return t('reason.popular');
  const names = reason.evidence.slice(0, NAMED).flatMap((one) => ('title' in one ? [String(one.title)] : []));
  if (reason.kind === 'titles' && names.length) return t('reason.titles', { titles: formats.list(names) });
  const [first] = reason.evidence;
  if (reason.kind === 'genre' && first && 'genre' in first) {
    const { genre, stars, titles } = first;
    return t('reason.genre', {
      genre: String(genre),
      stars: formats.stars(Number(stars)),
      count: Number(titles),
    });
  }
  return reason.text;
}
