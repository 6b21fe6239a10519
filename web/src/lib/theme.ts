import { newStore, useStore } from './store';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Kept as plain text, because public/theme.js reads it before anything else runs. */
const KEPT = 'matinee.theme';

function kept(): Theme {
  try {
    const said = localStorage.getItem(KEPT);
    return said === 'light' || said === 'dark' ? said : 'system';
  } catch {
    return 'system';
  }
}

const theme = newStore<Theme>(kept());

export function setTheme(next: Theme): void {
  theme.set(next);
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    if (next === 'system') localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, next);
  } catch {
    // Holds until the page is left.
  }
}

export function useTheme(): Theme {
  return useStore(theme);
}
