import type { Catalogue } from './catalogues';
import { auth } from './de/auth';
import { common } from './de/common';
import { compare } from './de/compare';
import { explore } from './de/explore';
import { home } from './de/home';
import { mark } from './de/mark';
import { model } from './de/model';
import { person } from './de/person';
import { search } from './de/search';
import { shell } from './de/shell';
import { start } from './de/start';
import { title } from './de/title';

export const de = {
  ...auth,
  ...common,
  ...compare,
  ...explore,
  ...home,
  ...mark,
  ...model,
  ...person,
  ...search,
  ...shell,
  ...start,
  ...title,
} satisfies Catalogue;
