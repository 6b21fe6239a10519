import type { Catalogue } from './catalogues';
import { auth } from './de/auth';
import { common } from './de/common';
import { mark } from './de/mark';
import { shell } from './de/shell';
import { title } from './de/title';

export const de = {
  ...auth,
  ...common,
  ...mark,
  ...shell,
  ...title,
} satisfies Catalogue;
