import type { Catalogue } from './catalogues';
import { admin } from './de/admin';
import { analytics } from './de/analytics';
import { auth } from './de/auth';
import { common } from './de/common';
import { compare } from './de/compare';
import { explore } from './de/explore';
import { home } from './de/home';
import { bringing } from './de/import';
import { library } from './de/library';
import { mark } from './de/mark';
import { me } from './de/me';
import { model } from './de/model';
import { once } from './de/once';
import { person } from './de/person';
import { search } from './de/search';
import { shell } from './de/shell';
import { start } from './de/start';
import { title } from './de/title';

export const de = {
  ...admin,
  ...analytics,
  ...auth,
  ...bringing,
  ...common,
  ...compare,
  ...explore,
  ...home,
  ...library,
  ...mark,
  ...me,
  ...model,
  ...once,
  ...person,
  ...search,
  ...shell,
  ...start,
  ...title,
} satisfies Catalogue;
