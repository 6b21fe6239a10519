/** What nobody may bring a browser to run, whatever they write. Each says by `ran` that it ran. */
export const PARTS = {
  image: "<img src=x onerror=ran('image')>",
  drawing: "<svg onload=ran('drawing')></svg>",
  script: "<script>ran('script')</script>",
  frame: "<iframe src=javascript:parent.ran('frame')></iframe>",
  link: "<a href=javascript:ran('link')>x</a>",
} as const;
/** It begins as an address of a script, for where an address is taken from, and ends in links of Markdown. */
const ADDRESS = "javascript:ran('address')";
export const WORD = `${Object.values(PARTS).join('')} [x](${ADDRESS}) ${ADDRESS}`;
export const ADDRESSES = [ADDRESS, `${ADDRESS}//`, WORD] as const;

/** Part of a description of an API that matters here. */
interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  maxLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  propertyNames?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
}

export interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** By which a request is known that comes again. A hash of it is kept, and nobody is shown it. */
const KEY = 'Idempotency-Key';

/** Every text that a change can say and in which the word, or the shortest part of it, may stand: as
 *  "METHOD /path field". */
export function freeTexts(of: Description): string[] {
  const found = new Set<string>();
  for (const [path, operations] of Object.entries(of.paths)) {
    for (const [method, one] of Object.entries(operations)) {
      if (method === 'get' || method === 'head') continue;
      const at = `${method.toUpperCase()} ${path.replace('/api/v1', '')}`;
      for (const given of one.parameters ?? []) {
        if (given.name === KEY) continue;
        for (const text of texts(of, given.schema, given.name)) found.add(`${at} ${text}`);
      }
      for (const { schema } of Object.values(one.requestBody?.content ?? {})) {
        for (const text of texts(of, schema ?? {}, '')) found.add(`${at} ${text || 'the file'}`);
      }
    }
  }
  return [...found].sort();
}

function* texts(
  of: Description,
  schema: Schema,
  name: string,
  inside: readonly string[] = [],
): Generator<string> {
  const { $ref } = schema;
  if ($ref) {
    const known = of.components.schemas[$ref.split('/').at(-1) ?? ''];
    if (known && !inside.includes($ref)) yield* texts(of, known, name, [...inside, $ref]);
    return;
  }
  for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    yield* texts(of, one, name, inside);
  }
  if (schema.type === 'string' && isFree(schema)) yield name;
  if (schema.items) yield* texts(of, schema.items, `${name}[]`, inside);
  for (const [key, one] of Object.entries(schema.properties ?? {})) {
    yield* texts(of, one, name ? `${name}.${key}` : key, inside);
  }
  if (schema.propertyNames) yield `${name}.KEY`;
  const more = [...Object.values(schema.patternProperties ?? {}), schema.additionalProperties];
  for (const one of more) if (typeof one === 'object') yield* texts(of, one, `${name}.*`, inside);
}

function isFree({ enum: chosen, const: fixed, format, pattern, maxLength }: Schema): boolean {
  if (chosen || fixed !== undefined || format === 'date-time' || format === 'binary') return false;
  if (maxLength !== undefined && maxLength < PARTS.image.length) return false;
  return pattern === undefined || new RegExp(pattern).test(PARTS.image);
}
