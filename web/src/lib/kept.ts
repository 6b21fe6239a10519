/** What this browser remembers. Where it may not (private windows), things work, and are forgotten. */
export function readKept<T>(name: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`matinee.${name}`);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

export function keep(name: string, value: unknown): void {
  try {
    if (value === null || value === undefined) localStorage.removeItem(`matinee.${name}`);
    else localStorage.setItem(`matinee.${name}`, JSON.stringify(value));
  } catch {
    // Forgotten at the end of the visit.
  }
}
