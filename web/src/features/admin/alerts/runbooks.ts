/** The pages that tell what to do about an alert: those of this very version, part of the app, so that they are there
 *  when little else is. */
const PAGES = import.meta.glob<string>('../../../../../docs/operations/runbooks/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const BY_NAME = new Map(
  Object.entries(PAGES).map(([path, text]) => [path.split('/').at(-1)?.replace('.md', '') ?? path, text]),
);

export function runbookOf(name: string): string | null {
  return BY_NAME.get(name) ?? null;
}

/** The first line, which is its title. */
export function runbookTitle(name: string): string | null {
  return /^# (.+)$/m.exec(BY_NAME.get(name) ?? '')?.[1] ?? null;
}
