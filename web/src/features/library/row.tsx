import { Link } from '@tanstack/react-router';
import { memo, useState } from 'react';
import { IconButton } from '@/components/button';
import { Poster } from '@/components/poster';
import { Stars } from '@/components/stars';
import { here } from '@/lib/days';
import { isMark, type Mark, useMark } from '@/lib/marks/use-mark';
import { useMessages } from '@/lib/messages/provider';
import { useMyRating } from '@/lib/ratings/my-rating';
import { useIgnore } from '@/lib/ratings/use-ignore';
import { useRate } from '@/lib/ratings/use-rate';
import type { Entry, ListName } from './requests/lists';
import { useTakeWatchAway } from './requests/watches';
import { ReviewTools } from './review-tools';

interface EntryRowProps {
  entry: Entry;
  list: ListName;
  /** It is taken off the list, or put back on it. */
  onGone: (key: string, gone: boolean) => void;
}

export const EntryRow = memo(function EntryRow({ entry, list, onGone }: EntryRowProps) {
  const { t, formats } = useMessages();
  const { title } = entry;
  const facts = [
    title.year === null ? null : String(title.year),
    title.kind === 'show' ? t('common.show') : null,
    title.genres.slice(0, 2).join(', '),
  ].filter(Boolean);
  const day = entry.at === null ? t('library.some_day') : formats.day(here(entry.at));
  const { watch, review } = entry;
  const [ignored, setIgnored] = useState(entry.ignored ?? false);
  const told = [
    t(`library.at.${list}`, { day }),
    ignored ? t('library.left_out') : null,
    watch?.episode_id != null ? t('library.episode') : null,
    watch && watch.progress < 100 ? formats.percent(watch.progress / 100) : null,
    watch?.rewatch ? t('library.again') : null,
    review?.visibility === 'members' ? t('library.review.shown') : null,
    review?.spoiler ? t('title.review.spoiler') : null,
  ].filter(Boolean);
  return (
    <div className="flex h-full items-center gap-3 md:gap-4">
      <Link
        to="/titles/$id"
        params={{ id: String(title.id) }}
        className="w-15 shrink-0"
        tabIndex={-1}
        aria-hidden="true"
      >
        <Poster url={title.poster_url} sizes="60px" />
      </Link>
      <div className="flex min-w-0 grow flex-col gap-x-4 md:flex-row md:items-center md:justify-between">
        <div className="min-w-0">
          <Link
            to="/titles/$id"
            params={{ id: String(title.id) }}
            className="block truncate font-medium hover:underline"
          >
            {title.name}
          </Link>
          <p className="truncate text-sm text-quiet">{facts.join(' · ')}</p>
          <p className="truncate text-sm text-quiet">{told.join(' · ')}</p>
          {review && <p className="line-clamp-2 md:line-clamp-1">{review.text}</p>}
        </div>
        {list === 'ratings' && <MyStars entry={entry} />}
      </div>
      {list === 'ratings' && <Ignore entry={entry} ignored={ignored} onChange={setIgnored} />}
      {watch && <TakeWatchAway entry={entry} onGone={onGone} />}
      {review && <ReviewTools entry={entry} review={review} onGone={onGone} />}
      {isMark(list) && <Unmark entry={entry} mark={list} onGone={onGone} />}
    </div>
  );
});

function MyStars({ entry }: { entry: Entry }) {
  const { title } = entry;
  const mine = useMyRating(title.id, entry.stars ?? null);
  const rate = useRate();
  return (
    <div className="-ml-0.5 shrink-0">
      <Stars
        value={mine}
        title={title.name}
        size="small"
        onChange={(stars) => void rate({ id: title.id, title: title.name, stars, before: mine })}
      />
    </div>
  );
}

/** "It was a gift": the rating stays, and recommendations leave it out. */
function Ignore(props: { entry: Entry; ignored: boolean; onChange: (ignored: boolean) => void }) {
  const { entry, ignored, onChange } = props;
  const { t } = useMessages();
  const ignore = useIgnore();
  const { id, name } = entry.title;
  return (
    <IconButton
      icon={ignored ? 'eye_off' : 'eye'}
      label={t(ignored ? 'library.ignored' : 'library.ignore', { title: name })}
      aria-pressed={ignored}
      className={ignored ? 'text-accent' : 'text-quiet'}
      onClick={() => {
        onChange(!ignored);
        void ignore({ id, title: name, ignored: !ignored, onChange });
      }}
    />
  );
}

function TakeWatchAway({ entry, onGone }: Omit<EntryRowProps, 'list'>) {
  const { t } = useMessages();
  const take = useTakeWatchAway();
  return (
    <IconButton
      icon="trash"
      label={t('library.watch.remove', { title: entry.title.name })}
      onClick={() => void take(entry, (gone) => onGone(entry.key, gone))}
    />
  );
}

function Unmark({ entry, mark, onGone }: { entry: Entry; mark: Mark; onGone: EntryRowProps['onGone'] }) {
  const { t } = useMessages();
  const unmark = useMark();
  const { id, name } = entry.title;
  async function press() {
    onGone(entry.key, true);
    const back = () => onGone(entry.key, false);
    if (!(await unmark({ id, title: name, mark, on: false, onUndo: back }))) back();
  }
  return (
    <IconButton icon="trash" label={t('library.unmark', { title: name })} onClick={() => void press()} />
  );
}
