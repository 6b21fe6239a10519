import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from 'react';
import { Dialog } from '@/components/dialog';
import { Icon } from '@/components/icon';
import { useMessages } from '@/lib/messages/provider';
import { Found } from './found';
import { searchQuery } from './requests/search';

const PAUSE = 120;

/** Titles and people by a few letters of their names, from everywhere. */
export function SearchPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useMessages();
  return (
    <Dialog open={open} onClose={onClose} title={t('search.label')} place="top" bare>
      {open && <Palette onClose={onClose} />}
    </Dialog>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useMessages();
  const router = useRouter();
  const list = useId();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const asked = usePaused(useDeferredValue(text.trim()), PAUSE);
  const found = useQuery(searchQuery(asked));
  const answer = asked ? found.data : undefined;
  const hits = [
    ...(answer?.items ?? []).map((title) => ({ kind: 'title' as const, id: title.id, title })),
    ...(answer?.people ?? []).map((person) => ({ kind: 'person' as const, id: person.id, person })),
  ];
  const count = hits.length;
  const here = Math.min(marked, Math.max(0, count - 1));

  function open(place: number) {
    const hit = hits[place];
    if (!hit) return;
    onClose();
    const params = { id: String(hit.id) };
    if (hit.kind === 'title') void router.navigate({ to: '/titles/$id', params });
    else void router.navigate({ to: '/people/$id', params });
  }

  function onKeyDown(event: KeyboardEvent) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way && count) setMarked((here + way + count) % count);
    else if (event.key === 'Enter') open(here);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="sticky top-0 flex items-center gap-3 border-b border-line bg-surface px-4">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={t('search.label')}
          aria-expanded={count > 0}
          aria-controls={list}
          aria-activedescendant={count ? `${list}-${here}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: whoever opens the search wants to type
          autoFocus
          placeholder={t('search.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
          className="min-h-14 w-full bg-transparent text-lg outline-none placeholder:text-quiet"
        />
      </div>
      <Found id={list} hits={hits} marked={here} onOpen={open} />
      {count === 0 && (
        <p className="px-4 py-8 text-center text-quiet">
          {asked && answer && !found.isPlaceholderData
            ? t('search.nothing', { query: asked })
            : t('search.hint')}
        </p>
      )}
      <p role="status" className="sr-only">
        {answer && t('search.count', { count })}
      </p>
    </>
  );
}

/** A value, once it has rested for a while. */
function usePaused(value: string, pause: number): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return rested;
}
