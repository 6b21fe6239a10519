import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

const PLACES = { h: '/', e: '/explore', l: '/library', a: '/analytics', c: '/compare' } as const;
const PATIENCE = 1_000;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** Keys that work on every screen, as long as nobody is typing and nothing is open. */
export function useKeys({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }): void {
  const router = useRouter();
  const gone = useRef(0);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const place = PLACES[event.key as keyof typeof PLACES];
      if (event.key === '/') onSearch();
      else if (event.key === '?') onHelp();
      else if (place && Date.now() - gone.current < PATIENCE) void router.navigate({ to: place });
      else if (event.key === 'g') {
        gone.current = Date.now();
        return;
      } else return;
      gone.current = 0;
      event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [router, onSearch, onHelp]);
}
