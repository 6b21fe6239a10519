import { admin } from './de/admin';
import { alerts } from './de/alerts';
import { analytics } from './de/analytics';
import { compare } from './de/compare';
import { experiments } from './de/experiments';
import { explore } from './de/explore';
import { bringing } from './de/import';
import { library } from './de/library';
import { me } from './de/me';
import { models } from './de/models';
import { person } from './de/person';
import { start } from './de/start';
import { trainings } from './de/trainings';

/** What single screens say: fetched with the first of them. */
export const more = {
  ...admin,
  ...alerts,
  ...analytics,
  ...compare,
  ...experiments,
  ...explore,
  ...bringing,
  ...library,
  ...me,
  ...models,
  ...person,
  ...start,
  ...trainings,
};
