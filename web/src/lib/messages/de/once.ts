import type { once as original } from '../en/once';

export const once = {
  'once.copy': 'Kopieren',
  'once.copied': 'Kopiert',
  'once.done': 'Ich habe es aufbewahrt',
} satisfies Record<keyof typeof original, string>;
