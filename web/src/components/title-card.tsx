import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMessages } from '@/lib/messages/provider';
import { Poster } from './poster';
import { StarsShown } from './stars';

/** What lists of the service say of a title; some call its name `title`, some `name`. */
export interface Carded {
  id: number;
  kind: 'movie' | 'show';
  title?: string;
  name?: string;
  year: number | null;
  runtime_min: number | null;
  poster_url: string;
  predicted_stars?: number | null;
}

interface TitleCardProps {
  of: Carded;
  /** In a few words, beneath the year. */
  reason?: string | undefined;
  /** Stars of mine. */
  mine?: number | null;
  /** Beneath it all: buttons. */
  children?: ReactNode;
  sizes?: string;
  onOpen?: () => void;
}

export function nameOf(of: Carded): string {
  return of.title ?? of.name ?? '';
}

/** Poster, title in text, and what is worth knowing before one opens it. All of it is there without hovering. */
export function TitleCard({
  of,
  reason,
  mine,
  children,
  sizes = '(min-width: 48rem) 176px, 144px',
  onOpen,
}: TitleCardProps) {
  const { t, formats } = useMessages();
  const facts = [
    of.year === null ? null : String(of.year),
    of.kind === 'show'
      ? t('common.show')
      : of.runtime_min
        ? formats.runtime(of.runtime_min)
        : t('common.movie'),
  ].filter(Boolean);
  return (
    <article className="flex h-full flex-col">
      <Link
        to="/titles/$id"
        params={{ id: String(of.id) }}
        {...(onOpen && { onClick: onOpen })}
        className="group block rounded-sm"
      >
        <span className="relative block overflow-hidden rounded-sm">
          <Poster
            url={of.poster_url}
            sizes={sizes}
            className="transition-transform duration-200 group-hover:scale-[1.03]"
          />
        </span>
        <span className="mt-2 line-clamp-2 leading-snug font-medium group-hover:underline">{nameOf(of)}</span>
      </Link>
      <p className="mt-0.5 text-sm text-quiet">{facts.join(' · ')}</p>
      {mine != null ? (
        <p className="mt-1 text-sm">
          <StarsShown value={mine} size="tiny" label={t('stars.value', { stars: formats.stars(mine) })} />
        </p>
      ) : (
        of.predicted_stars != null && <Predicted stars={of.predicted_stars} />
      )}
      {reason && <p className="mt-1 line-clamp-3 text-sm text-quiet">{reason}</p>}
      {children && <div className="mt-auto pt-2">{children}</div>}
    </article>
  );
}

/** What we expect somebody to give it. */
export function Predicted({ stars }: { stars: number }) {
  const { t, formats } = useMessages();
  return (
    <p className="mt-0.5 text-sm text-quiet">
      <span aria-hidden="true">
        <span className="text-accent">★</span> {formats.stars(stars)}
      </span>
      <span className="sr-only">{t('stars.predicted', { stars: formats.stars(stars) })}</span>
    </p>
  );
}
