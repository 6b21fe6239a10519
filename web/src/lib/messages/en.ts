import { admin } from './en/admin';
import { analytics } from './en/analytics';
import { auth } from './en/auth';
import { common } from './en/common';
import { compare } from './en/compare';
import { explore } from './en/explore';
import { home } from './en/home';
import { bringing } from './en/import';
import { library } from './en/library';
import { mark } from './en/mark';
import { me } from './en/me';
import { model } from './en/model';
import { once } from './en/once';
import { person } from './en/person';
import { search } from './en/search';
import { shell } from './en/shell';
import { start } from './en/start';
import { title } from './en/title';

export const en = {
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
};
