import { admin } from './de/admin';
import { analytics } from './de/analytics';
import { compare } from './de/compare';
import { explore } from './de/explore';
import { bringing } from './de/import';
import { library } from './de/library';
import { me } from './de/me';
import { person } from './de/person';
import { start } from './de/start';

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
