import type { analytics as original } from '../en/analytics';

export const analytics = {
  'analytics.lead': 'Was dein Verlauf über dich sagt. Nur du siehst das.',
  'analytics.ratings': 'Bewertungen',
  'analytics.mean': 'Sterne im Mittel',
  'analytics.watches': 'Gesehenes',
  'analytics.error': 'Sterne, um die wir irren',
  'analytics.unknown': 'unbekannt',
  'analytics.table': 'Tabelle',
  'analytics.calendar': 'Dein Jahr',
  'analytics.calendar.says':
    '{count, plural, one {# Bewertung oder Gesehenes} other {# mal bewertet oder gesehen}} an {days, plural, one {# Tag} other {# Tagen}}',
  'analytics.calendar.day': '{day}: {count}',
  'analytics.calendar.weeks': 'Woche für Woche',
  'analytics.calendar.count': 'Bewertet und gesehen',
  'analytics.month': 'Monat',
  'analytics.stars': 'Deine Sterne, und was wir erwarteten',
  'analytics.stars.says':
    'Aus {count, plural, one {# Bewertung} other {# Bewertungen}}; jede aus den anderen erwartet, nie aus sich selbst',
  'analytics.stars.alone': 'Noch sagt kein Modell, was von dir zu erwarten ist',
  'analytics.stars.failed': 'Was wir erwarteten, konnte nicht geladen werden',
  'analytics.stars.column': 'Sterne',
  'analytics.stars.mine': 'Von dir',
  'analytics.stars.expected': 'Erwartet',
  'analytics.decades': 'Jahrzehnte',
  'analytics.decade': 'Jahrzehnt',
  'analytics.decade.name': '{year}er',
  'analytics.genres': 'Genres',
  'analytics.genre': 'Genre',
  'analytics.groups.says': 'Wie viele du bewertet hast, und deine Sterne im Mittel',
  'analytics.empty': 'Noch nichts zu zeigen',
  'analytics.empty.help':
    'Bewerte ein paar Titel oder bring deinen Verlauf mit, dann füllt sich diese Seite.',
} satisfies Record<keyof typeof original, string>;
