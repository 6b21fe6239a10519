/** The day it is here, as 2026-03-01. */
export function today(now: Date = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Of a day as the service tells it, the moment at which it begins here: without it, the day before in the west. */
export function here(said: string): string {
  return said.length === 10 ? `${said}T00:00:00` : said;
}
