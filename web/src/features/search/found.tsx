import { Icon } from '@/components/icon';
import { Poster } from '@/components/poster';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';

export type Hit =
  | { kind: 'title'; id: number; title: Schemas['FoundCard'] }
  | { kind: 'person'; id: number; person: Schemas['FoundMaker'] };

interface FoundProps {
  id: string;
  hits: readonly Hit[];
  marked: number;
  onOpen: (place: number) => void;
}

/** The box beneath the search. The focus stays where one types; the marked line is told by aria-activedescendant. */
export function Found({ id, hits, marked, onOpen }: FoundProps) {
  const { t } = useMessages();
  return (
    <div id={id} role="listbox" aria-label={t('search.label')} className={hits.length ? 'p-2' : ''}>
      {hits.map((hit, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is with the box above
        // biome-ignore lint/a11y/useFocusableInteractive: the focus is with the box above
        <div
          key={`${hit.kind}-${hit.id}`}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === marked}
          ref={place === marked ? (line) => line?.scrollIntoView?.({ block: 'nearest' }) : null}
          onClick={() => onOpen(place)}
          className="flex min-h-14 cursor-pointer items-center gap-3 rounded-sm px-2 py-1.5 hover:bg-raised aria-selected:bg-raised"
        >
          {hit.kind === 'title' ? <TitleLine title={hit.title} /> : <PersonLine name={hit.person.name} />}
        </div>
      ))}
    </div>
  );
}

function TitleLine({ title }: { title: Schemas['FoundCard'] }) {
  const { t } = useMessages();
  const facts = [
    title.year,
    t(title.kind === 'show' ? 'common.show' : 'common.movie'),
    ...title.genres.slice(0, 2),
  ];
  return (
    <>
      <span className="w-9 shrink-0">
        <Poster url={title.poster_url} sizes="36px" />
      </span>
      <span className="min-w-0">
        <span className="block truncate font-medium">{title.name}</span>
        <span className="block truncate text-sm text-quiet">{facts.filter(Boolean).join(' · ')}</span>
      </span>
    </>
  );
}

function PersonLine({ name }: { name: string }) {
  const { t } = useMessages();
  return (
    <>
      <span className="flex w-9 shrink-0 justify-center text-quiet">
        <Icon name="person" />
      </span>
      <span className="min-w-0">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-sm text-quiet">{t('search.person')}</span>
      </span>
    </>
  );
}
