import { auth } from './en/auth';
import { common } from './en/common';
import { mark } from './en/mark';
import { shell } from './en/shell';
import { title } from './en/title';

export const en = {
  ...auth,
  ...common,
  ...mark,
  ...shell,
  ...title,
};
