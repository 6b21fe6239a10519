import { auth } from './en/auth';
import { common } from './en/common';
import { home } from './en/home';
import { mark } from './en/mark';
import { model } from './en/model';
import { once } from './en/once';
import { search } from './en/search';
import { shell } from './en/shell';
import { title } from './en/title';

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
