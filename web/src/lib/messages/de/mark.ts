import type { mark as original } from '../en/mark';

export const mark = {
  'mark.watchlist': '{title} steht auf deiner Merkliste',
  'mark.favourites': '{title} gehört zu deinen Lieblingen',
  'mark.seen_elsewhere': '{title}: als gesehen vermerkt',
  'mark.not_for_me': '{title} wird nicht mehr vorgeschlagen',
  'mark.not_tonight': '{title} bleibt heute außen vor',
  'mark.gone': '{title}: Vermerk entfernt',
  'mark.failed': '{title} wurde nicht vermerkt: {reason}',
  'reason.titles': 'Weil dir {titles} gefallen',
  'reason.genre':
    '{genre} bewertest du hoch: {stars} Sterne bei {count, plural, one {# Titel} other {# Titeln}}',
  'reason.trending': 'Gefällt gerade mehr Leuten als sonst',
  'reason.popular': 'Gefällt vielen',
} satisfies Record<keyof typeof original, string>;
