import { admin } from './en/admin';
import { alerts } from './en/alerts';
import { analytics } from './en/analytics';
import { compare } from './en/compare';
import { experiments } from './en/experiments';
import { explore } from './en/explore';
import { bringing } from './en/import';
import { library } from './en/library';
import { me } from './en/me';
import { models } from './en/models';
import { person } from './en/person';
import { start } from './en/start';
import { trainings } from './en/trainings';

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
