import type { IconName } from '@/components/icon';
import type { MessageKey } from '@/lib/messages/catalogues';

export interface Spot {
  to: '/' | '/explore' | '/library' | '/analytics' | '/compare' | '/import' | '/me' | '/admin' | '/start';
  label: MessageKey;
  icon: IconName;
}

/** On a desk in the bar at the top. */
export const MAIN: readonly Spot[] = [
  { to: '/', label: 'shell.home', icon: 'home' },
  { to: '/explore', label: 'shell.explore', icon: 'compass' },
  { to: '/library', label: 'shell.library', icon: 'library' },
  { to: '/analytics', label: 'shell.analytics', icon: 'chart' },
  { to: '/compare', label: 'shell.compare', icon: 'scales' },
];

/** On a phone at the thumb. */
export const THUMB: readonly Spot[] = MAIN.slice(0, 4);

/** In the menu of the account. */
export const MINE: readonly Spot[] = [
  { to: '/start', label: 'shell.start', icon: 'ticket' },
  { to: '/import', label: 'shell.import', icon: 'upload' },
  { to: '/me', label: 'shell.me', icon: 'shield' },
];

export const ADMIN: Spot = { to: '/admin', label: 'shell.admin', icon: 'gear' };
