/** How explore is set, as the address holds it: sliders from -1 to 1 by what their right end stands for. */
export interface Tuning {
  obscure?: number;
  new?: number;
  surprising?: number;
  diverse?: number;
  model?: string;
  kind?: 'movie' | 'show';
  /** Slugs, with commas between them. */
  genres?: string;
  without?: string;
  from?: number;
  to?: number;
  longest?: number;
  language?: string;
  /** Only what my services offer. */
  mine?: true;
}

export const SLIDERS = ['obscure', 'new', 'surprising', 'diverse'] as const;
export type SliderName = (typeof SLIDERS)[number];
export const EARLIEST = 1800;
export const LATEST = 2200;
/** Minutes; as long as one likes, at the right end. */
export const LENGTHS = { min: 60, max: 240, step: 15 } as const;

export interface Preset {
  name: 'gems' | 'classics' | 'fresh' | 'comfort' | 'surprise' | 'short';
  tuning: Tuning;
}

export const PRESETS: readonly Preset[] = [
  { name: 'gems', tuning: { obscure: 0.75 } },
  { name: 'classics', tuning: { obscure: -0.25, new: -0.75 } },
  { name: 'fresh', tuning: { new: 0.75 } },
  { name: 'comfort', tuning: { surprising: -0.75, diverse: -0.5 } },
  { name: 'surprise', tuning: { surprising: 0.75, diverse: 0.5 } },
  { name: 'short', tuning: { kind: 'movie', longest: 90 } },
];

const SLUGS = /^[\w -]{1,64}(,[\w -]{1,64}){0,7}$/;
const ONE = /^[\w -]{1,64}$/;

function within(said: unknown, least: number, most: number): number | undefined {
  const value = typeof said === 'string' && said.trim() ? Number(said) : said;
  return typeof value === 'number' && value >= least && value <= most ? value : undefined;
}

function fitting(said: unknown, form: RegExp): string | undefined {
  const text = typeof said === 'number' ? String(said) : said;
  return typeof text === 'string' && form.test(text) ? text : undefined;
}

/** Leaves out what says nothing, so that an address is as short as what it asks for. */
export function tidied(said: { [name in keyof Tuning]?: Tuning[name] | undefined }): Tuning {
  const kept = Object.entries(said).filter(([, value]) => value !== undefined && value !== '' && value !== 0);
  return Object.fromEntries(kept) as Tuning;
}

/** What an address asks for; what it could not mean is left out. */
export function tuningOf(search: Record<string, unknown>): Tuning {
  const slider = (name: SliderName) => within(search[name], -1, 1);
  const from = within(search.from, EARLIEST, LATEST);
  const to = within(search.to, EARLIEST, LATEST);
  return tidied({
    obscure: slider('obscure'),
    new: slider('new'),
    surprising: slider('surprising'),
    diverse: slider('diverse'),
    model: fitting(search.model, ONE),
    kind: search.kind === 'movie' || search.kind === 'show' ? search.kind : undefined,
    genres: fitting(search.genres, SLUGS),
    without: fitting(search.without, SLUGS),
    from,
    to,
    longest: within(search.longest, 1, 1000),
    language: fitting(search.language, ONE),
    mine: search.mine === true || search.mine === 'true' ? true : undefined,
  });
}

export function listOf(slugs: string | undefined): string[] {
  return slugs ? slugs.split(',') : [];
}

/** A slug put into a list, or taken out of it. */
export function toggled(slugs: string | undefined, slug: string): string {
  const held = listOf(slugs);
  return (held.includes(slug) ? held.filter((one) => one !== slug) : [...held, slug]).join(',');
}

/** The same as the service is asked. It counts popular and old as upwards, the drawer obscure and new. */
export function wishOf(tuning: Tuning) {
  const { obscure, surprising, diverse, model, kind, from, to, longest, language, mine } = tuning;
  const genre = listOf(tuning.genres);
  const without = listOf(tuning.without);
  return {
    ...(obscure !== undefined && { popularity: -obscure }),
    ...(tuning.new !== undefined && { age: -tuning.new }),
    ...(surprising !== undefined && { novelty: surprising }),
    ...(diverse !== undefined && { diversity: diverse }),
    ...(model && { model }),
    ...(kind && { kind }),
    ...(genre.length && { genre }),
    ...(without.length && { without_genre: without }),
    ...(from !== undefined && { year_from: from }),
    ...(to !== undefined && { year_to: to }),
    ...(longest !== undefined && { longest }),
    ...(language && { language }),
    ...(mine && { on_mine: true }),
  };
}

export function same(one: Tuning, other: Tuning): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Tuning>;
  return [...names].every((name) => one[name] === other[name]);
}

/** Between which steps of strength a slider stands. */
export function strength(value: number): 'none' | 'little' | 'plain' | 'very' {
  const size = Math.abs(value);
  if (size === 0) return 'none';
  return size < 0.4 ? 'little' : size < 0.8 ? 'plain' : 'very';
}
