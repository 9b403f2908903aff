import { setTimeout as delay } from 'node:timers/promises';
import type { Holder, Ownership } from './ownership.ts';
import type { Postmaster } from './postmaster.ts';

/** A server that this process has the right to serve and to stop. */
export interface Served {
  readonly server: Postmaster;
  readonly owner: Ownership;
  readonly adopted: boolean;
}

export interface KeepOptions {
  readonly first: Served;
  /** Starts the server again or takes over the one that runs; says who holds it when somebody else does. */
  readonly serve: () => Promise<Served | { readonly heldBy: Holder }>;
  readonly log: (sentence: string) => void;
}

/** Trouble is remembered this long: the more of it, the longer the wait before the next try. */
const REMEMBERED_MS = 60_000;
const LONGEST_WAIT_MS = 10_000;

/** How long to wait before trying again after `recent` troubles in the last minute. The first two are not waited for. */
export function waitBeforeTry(recent: number): number {
  return recent < 2 ? 0 : Math.min(LONGEST_WAIT_MS, 250 * 2 ** (recent - 1));
}

/**
 * Starts the server again whenever it dies under us, for as long as it takes: a full disk may end it again and again
 * until somebody makes room, and then it must come back by itself. `stop` ends the watching and gives the server that
 * is ours to stop; `null` when there is none.
 */
export function keepServing({ first, serve, log }: KeepOptions): { stop(): Promise<Served | null> } {
  const told = new AbortController();
  let ours: Served | null = first;
  let restarting: Promise<void> = Promise.resolve();
  let troubles: readonly number[] = [];

  async function waitForTurn(): Promise<void> {
    const now = performance.now();
    const recent = troubles.filter((at) => at > now - REMEMBERED_MS);
    troubles = [...recent, now];
    // Told to stop while waiting is no fault: the loop looks for itself.
    await delay(waitBeforeTry(recent.length), undefined, { signal: told.signal }).catch(() => undefined);
  }

  async function tryOnce(): Promise<Served> {
    for (;;) {
      const next = await serve();
      if (!('heldBy' in next)) return next;
      if (next.heldBy.pid !== process.pid) throw new Error(`${next.heldBy.purpose} serves it now`);
      // The lock of our own lost connection may still be there for a moment.
      await delay(50);
    }
  }

  async function serveAgain(): Promise<void> {
    log('PostgreSQL went away; starting it again.');
    let said = '';
    for (;;) {
      await waitForTurn();
      if (told.signal.aborted) return;
      try {
        ours = await tryOnce();
        break;
      } catch (error) {
        const sentence = `PostgreSQL could not be started again, and is tried again: ${(error as Error).message}`;
        if (sentence !== said) log(sentence);
        said = sentence;
      }
    }
    if (told.signal.aborted) return;
    log('PostgreSQL is back.');
    watch(ours);
  }

  function watch(served: Served): void {
    served.owner.lost
      .then(() => {
        if (told.signal.aborted) return;
        ours = null;
        restarting = serveAgain();
      })
      .catch(() => undefined);
  }

  watch(first);
  return {
    stop: async () => {
      told.abort();
      await restarting;
      return ours;
    },
  };
}
