/** Kinds of things that people know, with the lists of the export that they are made of. */
export const KINDS = {
  account: ['account'],
  ratings: ['ratings'],
  changes: ['rating_changes', 'library_version'],
  watches: ['watches'],
  marks: ['marks'],
  writings: ['reviews', 'notes', 'comments'],
  imports: ['imports', 'import_rows'],
  shown: ['exposures', 'feedback'],
  settings: ['preferences', 'consents'],
  ways: ['sessions', 'api_tokens', 'invitations'],
  requests: ['requests'],
  safety: ['audit', 'audit_as_admin', 'kept_answers'],
} as const;
export type Kind = keyof typeof KINDS;

export interface Stored {
  kinds: { kind: Kind; count: number }[];
  /** Lists that this page has no words for, by the names of the service: nothing is left unsaid. */
  others: { name: string; count: number }[];
}

/** How many rows of each kind there are in an export. */
export function counted(found: Readonly<Record<string, unknown>>): Stored {
  const size = (name: string) => (Array.isArray(found[name]) ? found[name].length : 0);
  const known = new Set<string>(Object.values(KINDS).flat());
  return {
    kinds: (Object.keys(KINDS) as Kind[]).map((kind) => ({
      kind,
      count: KINDS[kind].reduce((sum, name) => sum + size(name), 0),
    })),
    others: Object.keys(found)
      .filter((name) => Array.isArray(found[name]) && !known.has(name))
      .map((name) => ({ name, count: size(name) })),
  };
}
