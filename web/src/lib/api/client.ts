import createClient, { type Middleware } from 'openapi-fetch';
import { newKey } from './keys';
import { problemOf, unreachable } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

const CSRF = /(?:^|;\s*)(?:__Host-)?matinee_csrf=([^;]+)/;
const SAFE = new Set(['GET', 'HEAD']);
const HEADER = 'Idempotency-Key';

/** The token against forged requests, which is there as long as somebody is logged in. */
export function csrfToken(): string | null {
  return CSRF.exec(document.cookie)?.[1] ?? null;
}

/** Every write carries the token and a key, so that a second sending does nothing more. Every fault is a Problem. */
const house: Middleware = {
  onRequest({ request }) {
    if (SAFE.has(request.method)) return;
    const token = csrfToken();
    if (token) request.headers.set('X-CSRF-Token', token);
    if (token && !request.headers.has(HEADER)) request.headers.set(HEADER, newKey());
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    return unreachable();
  },
};

export const api = createClient<paths>({
  baseUrl: '/',
  querySerializer: { array: { style: 'form', explode: true } },
});
api.use(house);

/** What was answered. The client throws a Problem where it was none. */
export async function answer<T>(asked: Promise<{ data?: T }>): Promise<T> {
  // Of a request without an answer (204) there is nothing to hand out, and its T says so.
  return (await asked).data as T;
}
