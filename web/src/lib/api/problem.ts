import type { components } from './schema';

type Fields = NonNullable<components['schemas']['Problem']['errors']>;

/**
 * What went wrong with a request. `code` is what programs go by: that of the service (docs/errors.md), or
 * `unreachable` where no answer came at all.
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string | null;
  readonly instance: string | null;
  readonly fields: Fields;

  constructor(said: {
    code: string;
    status: number;
    title: string;
    detail?: string | null;
    instance?: string | null;
    errors?: Fields;
  }) {
    super(said.title);
    this.name = 'Problem';
    this.code = said.code;
    this.status = said.status;
    this.detail = said.detail ?? null;
    this.instance = said.instance ?? null;
    this.fields = said.errors ?? [];
  }

  /** Whether the same request may do better later: no connection, too much at once, a service that rests. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function unreachable(): Problem {
  return new Problem({ code: 'unreachable', status: 0, title: 'the service cannot be reached' });
}

export async function problemOf(response: Response): Promise<Problem> {
  const said: unknown = await response.json().catch(() => null);
  if (typeof said === 'object' && said !== null && 'code' in said && 'title' in said) {
    return new Problem({ ...(said as ConstructorParameters<typeof Problem>[0]), status: response.status });
  }
  return new Problem({
    code: `http_${response.status}`,
    status: response.status,
    title: response.statusText,
  });
}
