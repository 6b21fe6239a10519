import type { Catalogue } from './catalogues';
import { auth } from './de/auth';
import { common } from './de/common';
import { compare } from './de/compare';
import { explore } from './de/explore';
import { mark } from './de/mark';
import { model } from './de/model';
import { person } from './de/person';
import { shell } from './de/shell';
import { title } from './de/title';

export const de = {
  ...auth,
  ...common,
  ...compare,
  ...explore,
  ...mark,
  ...model,
  ...person,
  ...shell,
  ...title,
} satisfies Catalogue;
