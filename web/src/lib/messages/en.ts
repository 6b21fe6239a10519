import { auth } from './en/auth';
import { common } from './en/common';
import { compare } from './en/compare';
import { explore } from './en/explore';
import { home } from './en/home';
import { mark } from './en/mark';
import { model } from './en/model';
import { person } from './en/person';
import { search } from './en/search';
import { shell } from './en/shell';
import { start } from './en/start';
import { title } from './en/title';

export const en = {
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
};
