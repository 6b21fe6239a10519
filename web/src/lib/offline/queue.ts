import { Problem } from '../api/problem';
import { send, type Write } from '../api/send';
import { keep, readKept } from '../kept';
import { newStore } from '../store';

/** account: whose change it is; nobody else's session sends it. */
export interface Waiting extends Write {
  account: string;
}

const KEPT = 'waiting';

export const waiting = newStore<readonly Waiting[]>(readKept<readonly Waiting[]>(KEPT, []));
waiting.subscribe(() => keep(KEPT, waiting.get()));

export type Fate = 'sent' | 'waiting';

/**
 * Sends a change, or keeps it until there is a connection. A later change of the same thing takes the place of one that
 * waits. Throws a Problem where the service refused it.
 */
export async function sendOrKeep(write: Waiting): Promise<Fate> {
  drop(write);
  try {
    await send(write);
    return 'sent';
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unreachable') throw error;
    waiting.set((now) => [...now, write]);
    return 'waiting';
  }
}

/** Changes of the same thing have the same address. */
function drop(write: Waiting): void {
  waiting.set((now) => now.filter((one) => one.path !== write.path || one.account !== write.account));
}

export interface Flushed {
  sent: number;
  refused: Problem[];
}

let flushing: Promise<Flushed> | null = null;

/** Sends what waits of an account, in the order in which it was done. Ends where the connection does. */
export function flush(account: string): Promise<Flushed> {
  flushing ??= sendAll(account).finally(() => {
    flushing = null;
  });
  return flushing;
}

async function sendAll(account: string): Promise<Flushed> {
  const done: Flushed = { sent: 0, refused: [] };
  for (const write of waiting.get().filter((one) => one.account === account)) {
    try {
      await send(write);
      done.sent += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // 401: the session ended meanwhile. It is sent after the next login.
      if (error.passes || error.status === 401) break;
      done.refused.push(error);
    }
    waiting.set((now) => now.filter((one) => one.key !== write.key));
  }
  return done;
}
