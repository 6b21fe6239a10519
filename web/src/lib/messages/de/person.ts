import type { person as original } from '../en/person';

export const person = {
  'person.title': 'Person',
  'person.lead': '{count, plural, one {# Titel} other {# Titel}} hier, {years}',
  'person.lead.undated': '{count, plural, one {# Titel} other {# Titel}} hier',
  'person.job.director': 'Regie',
  'person.job.writer': 'Drehbuch',
  'person.job.cast': 'Schauspiel',
  'person.as': 'als {character}',
  'person.empty': 'Hier ist nichts von dieser Person',
  'person.empty.help': 'Der Katalog kennt den Namen, aber keinen Titel dazu.',
} satisfies Record<keyof typeof original, string>;
