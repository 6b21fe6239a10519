import { admin } from './en/admin';
import { analytics } from './en/analytics';
import { compare } from './en/compare';
import { explore } from './en/explore';
import { bringing } from './en/import';
import { library } from './en/library';
import { me } from './en/me';
import { person } from './en/person';
import { start } from './en/start';

/** What single screens say: fetched with the first of them. */
export const more = {
  ...admin,
  ...analytics,
  ...compare,
  ...explore,
  ...bringing,
  ...library,
  ...me,
  ...person,
  ...start,
};
