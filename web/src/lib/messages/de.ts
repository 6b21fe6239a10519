import type { Catalogue } from './catalogues';
import { auth } from './de/auth';
import { common } from './de/common';
import { shell } from './de/shell';

export const de = {
  ...auth,
  ...common,
  ...shell,
} satisfies Catalogue;
