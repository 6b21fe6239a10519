import { newStore } from './store';

/** How many dialogs are open. While there is one, everything outside of it is dim and cannot be pressed. */
export const overlays = newStore(0);
