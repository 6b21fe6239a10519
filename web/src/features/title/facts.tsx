import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { here } from '@/lib/days';
import { useMessages } from '@/lib/messages/provider';
import type { TitleFacts } from './requests/title';

/** Its name, and what it is in a line. */
export function Headline({ of }: { of: TitleFacts }) {
  const { t, formats } = useMessages();
  const facts = [
    of.year === null ? null : String(of.year),
    t(of.kind === 'show' ? 'common.show' : 'common.movie'),
    of.seasons > 0 ? t('title.seasons.count', { count: of.seasons }) : null,
    of.runtime_min ? formats.runtime(of.runtime_min) : null,
    of.certification,
  ].filter(Boolean);
  return (
    <div className="min-w-0 self-center md:self-start">
      <p
        aria-hidden="true"
        className="font-display text-3xl leading-[1.1] font-bold tracking-tight text-balance [overflow-wrap:anywhere] md:text-5xl"
      >
        {of.name}
      </p>
      <p className="mt-2 text-quiet">{facts.join(' · ')}</p>
      <p className="text-quiet">{of.genres.join(', ')}</p>
    </div>
  );
}

/** What it is about, who made it, where it comes from. */
export function Facts({ of }: { of: TitleFacts }) {
  const { t, formats } = useMessages();
  const crew = (job: string) => of.crew.filter((one) => one.job === job);
  const names = (some: readonly { name: string }[]) => formats.list(some.map((one) => one.name));
  return (
    <div>
      {of.tagline && <p className="mb-2 max-w-prose text-lg italic">{of.tagline}</p>}
      {of.plot && <p className="max-w-prose">{of.plot}</p>}
      <dl className="mt-4 grid max-w-prose grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-sm">
        <People label={t('title.directors')} of={crew('director')} />
        <People label={t('title.writers')} of={crew('writer')} />
        {of.released && <Fact label={t('title.released')}>{formats.day(here(of.released))}</Fact>}
        {of.countries.length > 0 && <Fact label={t('title.countries')}>{names(of.countries)}</Fact>}
        {of.languages.length > 0 && <Fact label={t('title.languages')}>{names(of.languages)}</Fact>}
        {of.franchise && <Fact label={t('title.franchise')}>{of.franchise.name}</Fact>}
        {of.rated_by > 0 && (
          <Fact label={t('title.rated_by')}>{t('title.rated_by.people', { count: of.rated_by })}</Fact>
        )}
      </dl>
      {of.imdb_url && (
        <p className="mt-3 text-sm">
          <a href={of.imdb_url} rel="noreferrer" target="_blank" className="underline hover:no-underline">
            {t('title.imdb')}
          </a>
        </p>
      )}
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-quiet">{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function People({ label, of }: { label: string; of: TitleFacts['crew'] }) {
  if (!of.length) return null;
  return (
    <Fact label={label}>
      {of.map((one, place) => (
        <span key={one.id}>
          {place > 0 && ', '}
          <Link
            to="/people/$id"
            params={{ id: String(one.id) }}
            className="underline decoration-line-strong underline-offset-4 hover:decoration-current"
          >
            {one.name}
          </Link>
        </span>
      ))}
    </Fact>
  );
}
