import type { compare as original } from '../en/compare';

export const compare = {
  'compare.lead': 'Was zwei Empfehler dir zeigen würden, nebeneinander, aus denselben Bewertungen von dir.',
  'compare.one': 'Der eine',
  'compare.other': 'Der andere',
  'compare.swap': 'Seiten tauschen',
  'compare.same': 'Das ist zweimal derselbe Empfehler. Wähle auf einer Seite einen anderen.',
  'compare.none': 'Noch nichts zu vergleichen',
  'compare.none.help':
    'Dieses Matinee hat keine Fassung mit zwei Empfehlern. Sobald eine gelernt ist, stehen sie hier.',
  'compare.overlap': '{count, plural, =0 {Kein Titel} one {# Titel} other {# Titel}} von {many} gemeinsam',
  'compare.overlap.share': '{share} aller Titel, die einer von beiden fand',
  'compare.figures': 'Zahlen beider Empfehler',
  'compare.figure.stars': 'Erwartete Sterne',
  'compare.figure.stars.help': 'Was du im Mittel geben würdest, wie wir glauben',
  'compare.figure.confidence': 'Chance, dass es dir gefällt',
  'compare.figure.confidence.help': 'Wenn du es gesehen hast, im Mittel',
  'compare.figure.diversity': 'Vielfalt',
  'compare.figure.diversity.help': 'Wie verschieden die Titel voneinander sind',
  'compare.unknown': 'nicht bekannt',
  'compare.unknown_person': 'Noch kennt dich keiner von beiden',
  'compare.unknown_person.help':
    'Beide zeigen, was vielen gefällt. Bewerte ein paar Titel, dann trennen sie sich.',
  'compare.both': 'Beide fanden',
  'compare.both.why': 'Mit dem Platz bei jedem',
  'compare.both.empty': 'Kein Titel steht in beiden Listen.',
  'compare.ranks': 'Platz {one, number} und {other, number}',
  'compare.only': 'Nur {model}',
  'compare.only.why':
    '{count, plural, one {# Titel, der dem anderen fehlt} other {# Titel, die dem anderen fehlen}}',
  'compare.only.empty': 'Der andere hat sie alle.',
} satisfies Record<keyof typeof original, string>;
