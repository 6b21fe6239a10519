export const mark = {
  'mark.watchlist': '{title} is on your watchlist',
  'mark.favourites': '{title} is among your favourites',
  'mark.seen_elsewhere': '{title}: noted as seen',
  'mark.not_for_me': '{title} will not be suggested again',
  'mark.not_tonight': '{title} is left out tonight',
  'mark.gone': '{title}: the mark is gone',
  'mark.failed': '{title} was not marked: {reason}',
  'reason.titles': 'Because you liked {titles}',
  'reason.genre': 'You rate {genre} high: {stars} stars on {count, plural, one {# title} other {# titles}}',
  'reason.trending': 'People like it more than usual now',
  'reason.popular': 'Many people like it',
} as const;
