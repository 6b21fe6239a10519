import { useQuery, useQueryClient } from '@tanstack/react-query';
import { classes } from '@/components/class-names';
import { Icon, type IconName } from '@/components/icon';
import { type Mark, useMark } from '@/lib/marks/use-mark';
import type { MessageKey } from '@/lib/messages/catalogues';
import { useMessages } from '@/lib/messages/provider';
import { markedQuery } from './requests/marked';
import type { TitleFacts } from './requests/title';

const SHOWN: readonly { mark: Mark; icon: IconName; label: MessageKey }[] = [
  { mark: 'watchlist', icon: 'bookmark', label: 'title.mark.watchlist' },
  { mark: 'favourites', icon: 'heart', label: 'title.mark.favourite' },
  { mark: 'not-tonight', icon: 'moon', label: 'title.mark.not_tonight' },
  { mark: 'not-for-me', icon: 'thumb_down', label: 'title.mark.not_for_me' },
];

export function Marks({ of }: { of: TitleFacts }) {
  const { t } = useMessages();
  return (
    <ul aria-label={t('title.marks')} className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      {SHOWN.map((one) => (
        <li key={one.mark}>
          <Toggle of={of} mark={one.mark} icon={one.icon} label={t(one.label)} />
        </li>
      ))}
    </ul>
  );
}

function Toggle(props: { of: TitleFacts; mark: Mark; icon: IconName; label: string }) {
  const queries = useQueryClient();
  const query = markedQuery(props.mark);
  const marked = useQuery(query);
  const mark = useMark();
  const on = marked.data?.has(props.of.id) ?? false;
  async function press() {
    const { queryKey } = query;
    await queries.cancelQueries({ queryKey });
    const was = marked.data ?? new Set<number>();
    const next = new Set(was);
    if (on) next.delete(props.of.id);
    else next.add(props.of.id);
    queries.setQueryData(queryKey, next);
    const done = await mark({ id: props.of.id, title: props.of.name, mark: props.mark, on: !on });
    if (!done) queries.setQueryData(queryKey, was);
  }
  return (
    <button
      type="button"
      aria-pressed={on}
      disabled={marked.isPending}
      onClick={() => void press()}
      className={classes(
        'inline-flex min-h-11 w-full items-center justify-center gap-2 rounded-sm border px-4 font-medium whitespace-nowrap transition-colors duration-150',
        on
          ? 'border-accent bg-raised text-text [&_path]:fill-current [&_svg]:text-accent'
          : 'border-line-strong bg-surface hover:bg-raised',
      )}
    >
      <Icon name={props.icon} />
      {props.label}
    </button>
  );
}
