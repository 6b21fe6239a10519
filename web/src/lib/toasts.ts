import { newStore } from './store';

export interface Toast {
  id: number;
  text: string;
  /** Said at once and with weight by screen readers. */
  bad?: boolean;
  action?: { label: string; act: () => void };
}

const SECONDS = 8;
const MOST = 3;
let last = 0;

export const toasts = newStore<readonly Toast[]>([]);

/** Says something at the foot of the page for some seconds. One that can be acted upon stays while it is pointed at. */
export function toast(said: Omit<Toast, 'id'>): number {
  last += 1;
  const id = last;
  toasts.set((now) => [...now, { ...said, id }].slice(-MOST));
  return id;
}

export function dismiss(id: number): void {
  toasts.set((now) => now.filter((one) => one.id !== id));
}

export const TOAST_MS = SECONDS * 1000;
