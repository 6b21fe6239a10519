import { auth } from './en/auth';
import { common } from './en/common';
import { shell } from './en/shell';

export const en = {
  ...auth,
  ...common,
  ...shell,
};
