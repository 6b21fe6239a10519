/** How figures, days and lengths are written in a language, or one country's kind of it; times are in the person's own zone. */
export interface Formats {
  number(value: number, digits?: number): string;
  percent(share: number, digits?: number): string;
  /** By how much of itself something changed; with its sign. */
  change(share: number): string;
  /** A difference in the unit of what differs; with its sign. */
  signed(value: number, digits: number): string;
  stars(value: number): string;
  day(moment: string): string;
  moment(moment: string): string;
  month(moment: string): string;
  ago(moment: string): string;
  runtime(minutes: number): string;
  list(parts: readonly string[]): string;
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function formatsIn(language: string, now: () => number = Date.now): Formats {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const month = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const stars = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const figure = (value: number, digits: number, more: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(language, {
      maximumFractionDigits: digits,
      minimumFractionDigits: digits,
      // Nothing is written as -0.
      signDisplay: 'negative',
      ...more,
    }).format(value);
  return {
    number: (value, digits = 0) => figure(value, digits),
    percent: (share, digits = 0) => figure(share, digits, { style: 'percent' }),
    change: (share) => figure(share, 1, { style: 'percent', signDisplay: 'exceptZero' }),
    signed: (value, digits) => figure(value, digits, { signDisplay: 'exceptZero' }),
    stars: (value) => stars.format(value),
    day: (said) => day.format(new Date(said)),
    moment: (said) => moment.format(new Date(said)),
    month: (said) => month.format(new Date(said)),
    ago(said) {
      const seconds = (new Date(said).getTime() - now()) / 1000;
      const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
      return unit ? relative.format(Math.round(seconds / unit[1]), unit[0]) : relative.format(0, 'minute');
    },
    runtime(minutes) {
      const hours = Math.floor(minutes / 60);
      const rest = minutes % 60;
      return [hours ? `${hours} h` : '', rest || !hours ? `${rest} min` : ''].filter(Boolean).join(' ');
    },
    list: (parts) => list.format(parts),
  };
}
