import { CompiledQuery } from 'kysely';
import type { PgBoss } from 'pg-boss';
import type { OutboxEvent } from '../../kernel/entry.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Outbox } from '../../kernel/ledger-port.ts';
import type { Tx } from '../../kernel/tx.ts';
import { describeError, type Log } from '../log.ts';
import { DEAD_QUEUE, OUTBOX_QUEUE } from './queue.ts';

/** SQL that pg-boss wrote, as Kysely runs it. */
const { raw: compile } = CompiledQuery;

/** The caller's transaction as pg-boss wants a database. */
function inside(tx: Tx): { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> } {
  return {
    executeSql: async (text, values = []) => {
      const { rows } = await tx.executeQuery(compile(text, values));
      return { rows };
    },
  };
}

/**
 * The outbox over pg-boss: a command's events are one insert in the command's own transaction, so that an event exists
 * exactly if the change does.
 */
export function createOutbox(boss: PgBoss): Outbox {
  return {
    put: async (tx, events) => {
      const jobs = events.map(({ name, data }) => ({ data: { name, data } }));
      await boss.insert(OUTBOX_QUEUE, jobs, { db: inside(tx) });
    },
  };
}

/** Reacts to one event. May be called again for the same event (`key` is then the same), and must not mind. */
export type EventHandler = (data: JsonObject, key: string) => Promise<void>;

/** What reacts to each event, by the event's name. An empty list says that nothing needs to. */
export type EventHandlers = Readonly<Record<OutboxEvent['name'], readonly EventHandler[]>>;

export interface OutboxWorkerOptions {
  readonly boss: PgBoss;
  readonly handlers: EventHandlers;
  readonly log: Log;
  /** Told of an event that could not be reacted to after every try: by name, so that somebody is told. */
  readonly onDead: (name: string, key: string) => Promise<void>;
  /** Seconds between looks for new events. */
  readonly everySeconds?: number;
}

/** Reacts to one event with each of its handlers. Throws when nothing here knows the event: a newer Heed may. */
async function react(handlers: EventHandlers, event: OutboxEvent, key: string): Promise<void> {
  const known = handlers[event.name];
  if (!known) throw new Error('no handler knows this event');
  for (const handler of known) await handler(event.data, key);
}

/**
 * Starts reacting to events. Each is tried again, further and further apart, until its handlers succeed; one that never
 * does becomes a dead letter and an alarm. Stops with the boss.
 */
export async function startOutboxWorker(options: OutboxWorkerOptions): Promise<void> {
  const { boss, handlers, log, onDead } = options;
  const pollingIntervalSeconds = options.everySeconds ?? 1;
  await boss.work<OutboxEvent, { id: string; status: 'completed' | 'failed' }[]>(
    OUTBOX_QUEUE,
    { pollingIntervalSeconds, batchSize: 20, burstWhenBatchFull: true, perJobResults: true },
    async (jobs) => {
      const results: { id: string; status: 'completed' | 'failed' }[] = [];
      for (const { id, data: event } of jobs) {
        try {
          await react(handlers, event, id);
          results.push({ id, status: 'completed' });
        } catch (error) {
          log.warn('event-failed', { event: event.name, key: id, ...describeError(error) });
          results.push({ id, status: 'failed' });
        }
      }
      return results;
    },
  );
  await boss.work<OutboxEvent>(DEAD_QUEUE, { pollingIntervalSeconds: 5 }, async (jobs) => {
    for (const { id, data } of jobs) {
      log.error('event-dead', { event: data.name, key: id });
      await onDead(data.name, id);
    }
  });
}
