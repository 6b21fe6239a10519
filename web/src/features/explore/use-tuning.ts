import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Tuning, tidied } from './tuning';

const PAUSE_MS = 120;

type Patch = { [name in keyof Tuning]?: Tuning[name] | undefined };

/**
 * The address is the truth. draft: what the drawer shows, at once; the address follows: at once after a preset, after a
 * short pause where something is moved, so that a slider on its way asks for one answer and leaves one step to go back.
 */
export function useTuning() {
  const asked = useSearch({ from: '/members/explore' });
  const navigate = useNavigate({ from: '/explore' });
  const [draft, setDraft] = useState(asked);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setDraft(asked), [asked]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const put = useCallback(
    (next: Tuning, pause = 0) => {
      setDraft(next);
      clearTimeout(timer.current);
      const go = () => void navigate({ search: next, replace: true, resetScroll: false });
      if (pause) timer.current = setTimeout(go, pause);
      else go();
    },
    [navigate],
  );
  const change = useCallback((patch: Patch) => put(tidied({ ...draft, ...patch }), PAUSE_MS), [draft, put]);
  return { asked, draft, put, change };
}
