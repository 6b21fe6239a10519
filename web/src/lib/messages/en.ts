import { auth } from './en/auth';
import { common } from './en/common';
import { compare } from './en/compare';
import { explore } from './en/explore';
import { mark } from './en/mark';
import { model } from './en/model';
import { person } from './en/person';
import { shell } from './en/shell';
import { title } from './en/title';

export const en = {
  ...auth,
  ...common,
  ...compare,
  ...explore,
  ...mark,
  ...model,
  ...person,
  ...shell,
  ...title,
};
