export const once = {
  'once.copy': 'Copy',
  'once.copied': 'Copied',
  'once.done': 'I have kept it',
} as const;
