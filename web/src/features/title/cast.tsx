import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useMessages } from '@/lib/messages/provider';
import type { TitleFacts } from './requests/title';

export function Cast({ of }: { of: TitleFacts }) {
  const { t } = useMessages();
  const heading = useId();
  if (!of.cast.length) return null;
  return (
    <section aria-labelledby={heading} className="mt-10">
      <h2 id={heading} className="text-xl font-semibold md:text-2xl">
        {t('title.cast')}
      </h2>
      <ul className="mt-3 grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
        {of.cast.map((one) => (
          <li key={one.id}>
            <Link
              to="/people/$id"
              params={{ id: String(one.id) }}
              className="flex h-full min-h-13 flex-col justify-center rounded-sm border border-line bg-surface px-3 py-2 leading-snug hover:bg-raised"
            >
              <span className="font-medium">{one.name}</span>
              {one.character && <span className="text-sm text-quiet">{one.character}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
