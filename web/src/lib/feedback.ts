import { answer, api, type Schemas } from './api/client';
import { newKey } from './api/keys';

type Event = Omit<Schemas['TellEvent'], 'id'>;

const WAIT = 2_000;
const held: Schemas['TellEvent'][] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells the service what was done with what it showed, some events at once. Lost where there is no connection. */
export function tell(event: Event): void {
  held.push({ ...event, id: newKey(), at: new Date().toISOString() });
  if (timer === undefined) timer = setTimeout(send, WAIT);
}

function send(): void {
  timer = undefined;
  const events = held.splice(0, 100);
  answer(api.POST('/api/v1/feedback', { body: { events } })).catch(() => undefined);
  if (held.length) timer = setTimeout(send, WAIT);
}
