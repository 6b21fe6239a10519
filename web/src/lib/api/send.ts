import { csrfToken } from './client';
import { problemOf, unreachable } from './problem';

/** A write as it can be kept and sent later. `key`: with the same one it is done once, however often it is sent. */
export interface Write {
  method: 'PUT' | 'DELETE';
  path: string;
  body: unknown;
  key: string;
}

/** Sends it; a Problem where it was not done. */
export async function send({ method, path, body, key }: Write): Promise<void> {
  const token = csrfToken();
  const headers: Record<string, string> = { 'Idempotency-Key': key };
  if (token) headers['X-CSRF-Token'] = token;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
}
