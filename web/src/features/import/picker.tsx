import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Dialog } from '@/components/dialog';
import { Field } from '@/components/field';
import { Poster } from '@/components/poster';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { searchQuery } from './requests/lines';

interface PickerProps {
  open: boolean;
  /** What the file calls it. */
  first: string;
  onClose: () => void;
  onPick: (card: Schemas['Card']) => void;
}

/** Says which title is meant, where the file does not. */
export function Picker({ open, first, onClose, onPick }: PickerProps) {
  const { t } = useMessages();
  return (
    <Dialog open={open} onClose={onClose} title={t('import.pick')}>
      {open && <Search first={first} onPick={onPick} />}
    </Dialog>
  );
}

function Search({ first, onPick }: Pick<PickerProps, 'first' | 'onPick'>) {
  const { t } = useMessages();
  const [typed, setTyped] = useState(first);
  const text = useDeferredValue(typed);
  const found = useQuery(searchQuery(text));
  const items = found.data?.items ?? [];
  return (
    <div className="grid gap-3">
      <Field
        label={t('import.pick.name')}
        type="search"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p role="status" className="text-sm text-quiet">
        {found.isError
          ? t('failed.unexpected')
          : found.data && items.length === 0 && t('import.pick.nothing')}
      </p>
      <ul className="grid gap-1">
        {items.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => onPick(one)}
              className="flex min-h-14 w-full items-center gap-3 rounded-sm px-2 py-1 text-left hover:bg-raised"
            >
              <Poster url={one.poster_url} sizes="40px" width="w-10" className="shrink-0 rounded-none" />
              <span>
                {one.name}
                {one.year !== null && <span className="text-quiet"> · {one.year}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
