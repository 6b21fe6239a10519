import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(resolve(import.meta.dirname, 'tokens.css'), 'utf8');
const said = new Map(
  [...css.matchAll(/^ {2}--([a-z0-9-]+): ([^;]+);/gm)].map(([, name = '', value = '']) => [name, value]),
);

/** A meaning's colour in a theme, as the three figures of oklch. */
function colour(name: string, theme: 'light' | 'dark'): [number, number, number] {
  const value = said.get(name) ?? '';
  const pair = /^light-dark\((.+?), (var\(.+\))\)$/.exec(value);
  const chosen = pair ? (pair[theme === 'light' ? 1 : 2] ?? '') : value;
  const other = /^var\(--([a-z0-9-]+)\)$/.exec(chosen);
  if (other) return colour(other[1] ?? '', theme);
  const figures = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(chosen);
  if (!figures) throw new Error(`no colour: ${name} is ${chosen}`);
  return [Number(figures[1]), Number(figures[2]), Number(figures[3])];
}

/** Relative luminance as WCAG 2 has it; oklch to linear sRGB after Ottosson. */
function luminance([lightness, chroma, hue]: [number, number, number]): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const red = within(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = within(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = within(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: 'light' | 'dark'): number {
  const [dark = 0, light = 0] = [luminance(colour(one, theme)), luminance(colour(other, theme))].sort(
    (x, y) => x - y,
  );
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['ground', 'surface', 'surface-raised'];
const TEXT = ['text', 'text-quiet', 'accent', 'bad', 'good'].flatMap((text) =>
  GROUNDS.map((ground) => [text, ground] as const),
);
const PAIRS = [
  ...TEXT,
  ['text', 'surface-pressed'],
  ['text-quiet', 'surface-pressed'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-over'],
] as const;
/** Stars and borders of fields are no text, but must be seen. */
const SHAPES = [
  ['line-strong', 'ground'],
  ['line-strong', 'surface'],
] as const;

test.each(['light', 'dark'] as const)('%s: every text can be read (AA: 4.5)', (theme) => {
  const weak = PAIRS.filter(([text, ground]) => contrast(text, ground, theme) < 4.5).map(
    ([text, ground]) => `${text} on ${ground}: ${contrast(text, ground, theme).toFixed(2)}`,
  );
  expect(weak).toEqual([]);
});

test.each(['light', 'dark'] as const)('%s: every shape can be seen (AA: 3)', (theme) => {
  const weak = SHAPES.filter(([shape, ground]) => contrast(shape, ground, theme) < 3).map(
    ([shape, ground]) => `${shape} on ${ground}: ${contrast(shape, ground, theme).toFixed(2)}`,
  );
  expect(weak).toEqual([]);
});

test('the arithmetic knows black and white', () => {
  expect((luminance([1, 0, 0]) + 0.05) / 0.05).toBeCloseTo(21, 1);
});
