export const model = {
  'model.mix': 'Balanced mix',
  'model.newcomer': 'For newcomers',
  'model.people': 'People like you',
  'model.content': 'Similar content',
  'model.popular': 'Popular',
  'model.order': 'What comes next',
} as const;
