import type { Catalogue } from './catalogues';
import { first } from './de-first';
import { more } from './de-more';

/** All of it; pages load it in its two parts. */
export const de = { ...first, ...more } satisfies Catalogue;
