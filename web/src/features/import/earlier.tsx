import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Button } from '@/components/button';
import { useMessages } from '@/lib/messages/provider';
import { importsQuery } from './requests/imports';
import { useFormatName } from './words';

/** Something is still to be done. */
const OPEN: readonly string[] = ['preview', 'applying', 'undoing'];

/** What was brought along before, and where it stands. */
export function Earlier({ onOpen }: { onOpen: (id: number) => void }) {
  const { t, formats } = useMessages();
  const nameOf = useFormatName();
  const heading = useId();
  const imports = useQuery(importsQuery);
  if (!imports.data?.items.length) return null;
  return (
    <section aria-labelledby={heading} className="mt-10">
      <h2 id={heading} className="text-xl font-semibold">
        {t('import.earlier')}
      </h2>
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {imports.data.items.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
            <div>
              <p className="font-medium">
                {nameOf(one.format)} · {formats.moment(one.made_at)}
              </p>
              <p className="text-sm text-quiet">
                {t(`import.state.${one.state}`, { count: one.receipt.ratings ?? 0 })}
              </p>
            </div>
            <Button look="bare" onClick={() => onOpen(one.id)}>
              {t(OPEN.includes(one.state) ? 'import.go_on' : 'import.receipt')}
              <span className="sr-only">: {formats.moment(one.made_at)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
