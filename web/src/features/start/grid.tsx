import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button, ButtonLink } from '@/components/button';
import { ErrorState } from '@/components/error-state';
import { CardSkeleton, Loading } from '@/components/skeleton';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { useRate } from '@/lib/ratings/use-rate';
import { GridCard } from './grid-card';
import { Known } from './known';
import { afterTapsQuery } from './requests/after-taps';
import { SmallStrip, Strip } from './strip';
import { ANSWERS, type Answer, nextOpen, STARS, type Tap, tapped } from './taps';

type Listed = Schemas['ListedTitle'];
const PLACES = Array.from({ length: 12 }, (_, place) => place);
/** Answers before the first suggestions are shown. */
const FEWEST = 3;
const WAYS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
/** Where keys belong to something else. */
const ELSEWHERE = 'input, textarea, select, a, button, [contenteditable], dialog';

/** A page of posters to answer, and beside it what follows from the answers, anew after each. */
export function Grid({ onBack }: { onBack: () => void }) {
  const { t } = useMessages();
  const rate = useRate();
  const [taps, setTaps] = useState<readonly Tap[]>([]);
  const [page, setPage] = useState<readonly Listed[] | null>(null);
  const [current, setCurrent] = useState(0);
  const grid = useRef<HTMLUListElement>(null);
  const after = useQuery(afterTapsQuery(taps));
  const shown = page ?? after.data?.items ?? [];
  // While the newest answers are on their way, those before are shown, without what was answered meanwhile.
  const answered = new Set(taps.map((one) => one.id));
  const suggested =
    taps.length < FEWEST ? [] : (after.data?.recommendations.filter((one) => !answered.has(one.id)) ?? []);
  const ids = shown.map((one) => one.id);

  function focus(place: number) {
    setCurrent(place);
    grid.current?.children[place]?.querySelector<HTMLElement>('[data-first]')?.focus();
  }

  function say(place: number, answer: Answer) {
    const title = shown[place];
    if (!title) return;
    const before = taps.find((one) => one.id === title.id);
    const next = tapped(taps, { id: title.id, answer });
    // The page stays while it is answered; only what stands beside it changes.
    setPage(shown);
    setTaps(next);
    const stars = STARS[answer];
    if (stars !== null || (before && STARS[before.answer] !== null)) {
      void rate({ id: title.id, title: title.title, stars, silent: true });
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !ids.length) return;
    const target = event.target instanceof Element ? event.target : null;
    if (document.querySelector('dialog[open]')) return;
    if (!grid.current?.contains(target) && target?.closest(ELSEWHERE)) return;
    const answer = /^[1-4]$/.test(event.key) ? ANSWERS[Number(event.key) - 1] : undefined;
    const way = WAYS[event.key];
    if (answer) {
      say(current, answer);
      const open = nextOpen(ids, tapped(taps, { id: ids[current] ?? -1, answer }), current);
      if (open >= 0) focus(open);
    } else if (way) {
      focus((current + way + ids.length) % ids.length);
    } else return;
    event.preventDefault();
  }

  // From wherever the focus is: the first poster is marked, and waits for a key.
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });

  function more() {
    setPage(after.data?.items ?? null);
    setCurrent(0);
    window.scrollTo({ top: 0 });
  }

  if (after.isError && !after.data)
    return <ErrorState error={after.error} onRetry={() => void after.refetch()} />;
  return (
    <div className="lg:grid lg:grid-cols-[1fr_17rem] lg:gap-10">
      <div>
        <Known
          share={after.data?.progress ?? 0}
          count={taps.filter((one) => one.answer !== 'not_seen').length}
        />
        <p className="mt-3 hidden text-sm text-quiet pointer-fine:block">{t('start.keys')}</p>
        <ul ref={grid} className="mt-5 grid grid-cols-2 gap-x-4 gap-y-7 sm:grid-cols-3 xl:grid-cols-4">
          {after.isPending &&
            PLACES.map((place) => (
              <li key={place}>
                <CardSkeleton />
              </li>
            ))}
          {shown.map((title, place) => (
            <GridCard
              key={title.id}
              title={title}
              marked={place === current}
              said={taps.find((one) => one.id === title.id)?.answer ?? null}
              onSay={(answer) => say(place, answer)}
              onFocus={() => setCurrent(place)}
            />
          ))}
        </ul>
        {after.isPending && <Loading />}
        <div className="sticky bottom-16 z-10 mt-8 border-t border-line bg-ground py-4 max-md:py-3 md:bottom-0">
          {suggested.length > 0 && <SmallStrip items={suggested} busy={after.isFetching} />}
          <div className="flex gap-2">
            <ButtonLink to="/" look="accent">
              {t('start.done')}
            </ButtonLink>
            <Button onClick={more} disabled={taps.length === 0}>
              {t('start.more')}
            </Button>
            <span className="hidden md:block">
              <Button look="bare" onClick={onBack}>
                {t('start.back')}
              </Button>
            </span>
          </div>
        </div>
      </div>
      <aside className="mt-10 lg:mt-0">
        <div className="lg:sticky lg:top-20">
          <div className="hidden lg:block">
            <Strip items={suggested} busy={after.isFetching} />
          </div>
          <div className="rounded-md border border-line bg-surface p-4 lg:mt-8">
            <h2 className="font-semibold">{t('start.import.title')}</h2>
            <p className="mt-1 mb-3 text-sm text-quiet">{t('start.import.text')}</p>
            <ButtonLink to="/import" icon="upload" size="small">
              {t('start.import.action')}
            </ButtonLink>
          </div>
        </div>
      </aside>
    </div>
  );
}
