import { Link } from '@tanstack/react-router';
import { Button } from '@/components/button';
import { Poster } from '@/components/poster';
import type { Schemas } from '@/lib/api/client';
import { tell } from '@/lib/feedback';
import { type Mark, useMark } from '@/lib/marks/use-mark';
import { useMessages } from '@/lib/messages/provider';
import { inWords } from '@/lib/reasons';

interface HeroPickProps {
  pick: Schemas['Recommended'];
  slate: string;
  known: boolean;
  /** away: it makes place for the next; else it comes back. */
  onPass: (pick: Schemas['Recommended'], away: boolean) => void;
}

export function HeroPick({ pick, slate, known, onPass }: HeroPickProps) {
  const { t, formats, language } = useMessages();
  const mark = useMark();
  const facts = [
    pick.year,
    pick.kind === 'show' ? t('common.show') : pick.runtime_min && formats.runtime(pick.runtime_min),
    pick.certification,
    ...pick.genres,
  ].filter(Boolean);
  const told = { slate_id: slate, title_id: pick.id };
  const reason =
    inWords(pick.reasons[0], t, formats, language) ?? (known ? undefined : t('home.hero.popular'));

  function act(as: Mark, passes: boolean) {
    if (as === 'not-for-me') tell({ ...told, kind: 'dismissed' });
    if (passes) onPass(pick, true);
    const back = passes ? { onUndo: () => onPass(pick, false) } : {};
    void mark({ id: pick.id, title: pick.title, mark: as, ...back }).then((taken) => {
      if (!taken && passes) onPass(pick, false);
    });
  }

  return (
    <section
      aria-labelledby="tonight"
      className="rises grid items-center gap-5 md:grid-cols-[17rem_1fr] md:gap-10"
    >
      <Link
        to="/titles/$id"
        params={{ id: String(pick.id) }}
        onClick={() => tell({ ...told, kind: 'clicked' })}
        aria-hidden="true"
        tabIndex={-1}
        className="mx-auto block w-44 md:w-full"
      >
        <Poster url={pick.poster_url} first sizes="(min-width: 48rem) 272px, 176px" className="rounded-md" />
      </Link>
      <div>
        <p className="font-medium text-accent">{t('home.hero.label')}</p>
        <h2 id="tonight" className="mt-1 text-4xl font-bold md:text-5xl">
          <Link
            to="/titles/$id"
            params={{ id: String(pick.id) }}
            onClick={() => tell({ ...told, kind: 'clicked' })}
            className="rounded-sm hover:underline"
          >
            {pick.title}
          </Link>
        </h2>
        <p className="mt-3 text-quiet">{facts.join(' · ')}</p>
        {reason && <p className="mt-5 max-w-prose text-lg">{reason}</p>}
        {pick.predicted_stars !== null && pick.interval && (
          <p className="mt-2 text-quiet">
            <span aria-hidden="true" className="text-accent">
              ★{' '}
            </span>
            {t('home.hero.expected', {
              stars: formats.stars(pick.predicted_stars),
              low: formats.stars(pick.interval.low),
              high: formats.stars(pick.interval.high),
            })}
          </p>
        )}
        <div className="mt-7 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
          <Button look="accent" icon="bookmark" onClick={() => act('watchlist', false)}>
            {t('home.hero.watchlist')}
          </Button>
          <Button icon="check" onClick={() => act('seen-elsewhere', true)}>
            {t('home.hero.seen')}
          </Button>
          <Button icon="thumb_down" onClick={() => act('not-for-me', true)}>
            {t('home.hero.not_for_me')}
          </Button>
          <Button icon="shuffle" onClick={() => onPass(pick, true)}>
            {t('home.hero.another')}
          </Button>
        </div>
      </div>
    </section>
  );
}
