import { useMemo } from 'react';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import type { Why } from './requests/mine';
import type { Sum } from './why-sum';

/** What the service calls the rest most often; for other languages than its own. */
const FAME = 'how many people liked it';
const USUAL = 'less what titles get on average';

/** Reasons in the language of the page. The service says them in English, beside the figures they are made of. */
export function useWhyWords() {
  const { t, formats, language } = useMessages();
  return useMemo(() => {
    const own = language === 'en';
    return {
      headline(why: Why): string {
        if (own) return why.text;
        const liked = why.evidence.filter((one) => one.felt === 'liked').map((one) => one.title);
        return liked.length
          ? t('title.why.because', { titles: formats.list(liked.slice(0, 2)) })
          : t('title.why.whole');
      },
      rest(why: Why): string {
        const said = why.rest_name;
        if (own && said) return said.charAt(0).toUpperCase() + said.slice(1);
        if (said === USUAL) return t('title.why.rest.usual');
        return said === FAME ? t('title.why.rest.fame') : t('title.why.rest.other');
      },
      short(reason: Schemas['ShortReason']): string {
        const said = reason.evidence[0] ?? {};
        const number = (name: string, digits = 0) => formats.number(Number(said[name] ?? 0), digits);
        if (reason.kind === 'genre') {
          const values = { genre: String(said.genre), stars: number('stars', 1), titles: number('titles') };
          return t('title.why.genre', values);
        }
        if (reason.kind === 'trending') return t('title.why.trending', { rise: number('rise', 1) });
        if (reason.kind === 'popular') return t('title.why.popular', { count: Number(said.people ?? 0) });
        return reason.text;
      },
      amount(steps: number, measure: Sum['measure']): string {
        if (measure === 'percent') return formats.percent(steps / 100);
        if (measure === 'stars') return formats.number(steps / 100, 2);
        return formats.number(steps / 1000, 3);
      },
    };
  }, [t, formats, language]);
}
