import type { model as original } from '../en/model';

export const model = {
  'model.mix': 'Ausgewogene Mischung',
  'model.newcomer': 'Für Neue',
  'model.people': 'Leute wie du',
  'model.content': 'Ähnlicher Inhalt',
  'model.popular': 'Beliebt',
  'model.order': 'Was als Nächstes kommt',
} satisfies Record<keyof typeof original, string>;
