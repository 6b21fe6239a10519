export const person = {
  'person.title': 'Person',
  'person.lead': '{count, plural, one {# title} other {# titles}} here, {years}',
  'person.lead.undated': '{count, plural, one {# title} other {# titles}} here',
  'person.job.director': 'Directed',
  'person.job.writer': 'Wrote',
  'person.job.cast': 'Played in',
  'person.as': 'as {character}',
  'person.empty': 'Nothing of theirs is here',
  'person.empty.help': 'The catalogue knows the name, and no title with it.',
} as const;
