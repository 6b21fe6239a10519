import { first } from './en-first';
import { more } from './en-more';

/** All of it; pages load it in its two parts. */
export const en = { ...first, ...more };
