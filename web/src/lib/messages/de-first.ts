import { auth } from './de/auth';
import { common } from './de/common';
import { home } from './de/home';
import { mark } from './de/mark';
import { model } from './de/model';
import { once } from './de/once';
import { search } from './de/search';
import { shell } from './de/shell';
import { title } from './de/title';

/** What the shell, the home screen and every component say: there from the start. */
export const first = {
  ...auth,
  ...common,
  ...home,
  ...mark,
  ...model,
  ...once,
  ...search,
  ...shell,
  ...title,
};
