import { classes } from '@/components/class-names';
import { Poster } from '@/components/poster';
import type { Schemas } from '@/lib/api/client';
import type { MessageKey } from '@/lib/messages/catalogues';
import { useMessages } from '@/lib/messages/provider';
import { ANSWERS, type Answer } from './taps';

const LABELS: Record<Answer, MessageKey> = {
  loved: 'start.loved',
  fine: 'start.fine',
  not_for_me: 'start.not_for_me',
  not_seen: 'start.not_seen',
};

interface GridCardProps {
  title: Schemas['ListedTitle'];
  said: Answer | null;
  /** The keys are for this one. */
  marked: boolean;
  onSay: (answer: Answer) => void;
  onFocus: () => void;
}

/** A poster with four answers. One of them can be reached by Tab, the keys 1 to 4 do the rest. */
export function GridCard({ title, said, marked, onSay, onFocus }: GridCardProps) {
  const { t } = useMessages();
  return (
    <li
      onFocus={onFocus}
      className={classes(
        'flex flex-col rounded-sm transition-opacity duration-150 focus-within:outline-2 focus-within:outline-offset-4 focus-within:outline-line-strong',
        marked && 'pointer-fine:outline-2 pointer-fine:outline-offset-4 pointer-fine:outline-line-strong',
        said === 'not_seen' && 'opacity-70',
      )}
    >
      <Poster url={title.poster_url} sizes="(min-width: 80rem) 210px, (min-width: 40rem) 30vw, 45vw" />
      <h2 className="mt-2 line-clamp-2 font-sans text-base leading-snug font-medium tracking-normal">
        {title.title}
      </h2>
      <p className="text-sm text-quiet">{title.year}</p>
      <fieldset className="mt-auto grid grid-cols-2 gap-1 pt-2">
        <legend className="sr-only">{t('start.answer', { title: title.title })}</legend>
        {ANSWERS.map((answer, place) => (
          <button
            key={answer}
            type="button"
            data-first={place === 0 || undefined}
            aria-pressed={said === answer}
            onClick={() => onSay(answer)}
            className="min-h-11 rounded-sm border border-line bg-surface px-1 text-[0.8rem] leading-tight font-medium hover:bg-raised aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:text-on-accent"
          >
            {t(LABELS[answer])}
          </button>
        ))}
      </fieldset>
    </li>
  );
}
