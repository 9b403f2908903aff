import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { type DatabaseConnection, DummyDriver, Kysely, PostgresDialect, Transaction } from 'kysely';
import pg from 'pg';
import type { Tx } from '../kernel/tx.ts';
import { createBeginner } from './begin-with.ts';

/** The database as modules see it: each store narrows it to its own tables with `withTables`. */
export type Db = Kysely<Record<never, never>>;
/** An open transaction, handed down by run-command or run-query. Stores write only through it. */
export type { Tx } from '../kernel/tx.ts';

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const INT8 = 20;

/**
 * PostgreSQL's own text for a timestamptz ("2026-03-29 01:30:00.123+00") as an instant.
 * A JavaScript `Date` is never made: with TZ=Europe/London it turns 1 June into 31 May.
 */
function parseInstant(text: string): Temporal.Instant {
  const iso = text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00');
  return Temporal.Instant.from(iso);
}

const parsers = new Map<number, (text: string) => unknown>([
  [DATE, (text) => Temporal.PlainDate.from(text)],
  [TIMESTAMPTZ, parseInstant],
  [INT8, (text) => Number(text)],
]);

const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ??
    pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

function toParameter(value: unknown): unknown {
  return value instanceof Temporal.Instant || value instanceof Temporal.PlainDate ? value.toString() : value;
}

/** in_failed_sql_transaction. */
const ABORTED = '25P02';

type Queryable = { text: string; values?: unknown[] };

/**
 * Statements at least so long are prepared, once for each connection: PostgreSQL then plans them once instead of every
 * time, and the planning of a long one takes several times as long as running it (docs/decisions/0303).
 */
const WORTH_PREPARING = 60;
/** Most statements prepared on one connection; later ones are sent as they are. */
const MOST_PREPARED = 400;

/**
 * True when a statement's answer has whatever columns a table has ("select *"). Prepared, it would fail after a
 * migration adds a column, in a transaction every time: and during an upgrade old and new Heed serve together.
 */
export function hasOpenColumns(statement: string): boolean {
  let outer = statement;
  // What is inside brackets (a subquery, `count(*)`) doesn't decide what the statement answers with.
  for (let before = ''; before !== outer; ) {
    before = outer;
    outer = outer.replace(/\([^()]*\)/g, '');
  }
  return /\w"?\.\*|(?:\bselect|\bdistinct|\bon|\breturning|,)\s*\*/i.test(outer);
}

/** A `pg` client that speaks Temporal both ways. */
class TemporalClient extends pg.Client {
  readonly #prepared = new Map<string, string>();
  /** Statements known never to be prepared. */
  readonly #open = new Set<string>();
  /** A transaction was asked for that nothing was done in yet: `begin` leaves together with its first statement. */
  #begun = false;

  /** What first failed in the transaction that is under way. */
  #failed: unknown = null;

  /**
   * An answer with the reason why. What was asked together with something that failed is refused only because that failed ("current
   * transaction is aborted"), and whoever waits for several may hear of it first: a full disk would be taken for a fault of Heed's.
   */
  async #explained(answer: Promise<unknown>): Promise<unknown> {
    try {
      return await answer;
    } catch (error) {
      const isAftermath = error instanceof pg.DatabaseError && error.code === ABORTED;
      if (isAftermath && this.#failed) throw this.#failed;
      this.#failed ??= error;
      throw error;
    }
  }

  /** The name a statement is prepared under on this connection; `null` when it isn't worth it. */
  #nameOf(text: string): string | null {
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;
    if (text.length < WORTH_PREPARING || this.#prepared.size >= MOST_PREPARED) return null;
    if (this.#open.has(text)) return null;
    if (hasOpenColumns(text)) {
      if (this.#open.size < MOST_PREPARED) this.#open.add(text);
      return null;
    }
    const name = `heed-${this.#prepared.size + 1}`;
    this.#prepared.set(text, name);
    return name;
  }

  constructor(config?: pg.ClientConfig) {
    super({ ...config, types, pipeline: true } as pg.ClientConfig);
    // A server that dies between two queries of a transaction tells the client, not the query. Unheard, that would
    // end the whole process; the transaction's next query fails by itself.
    this.on('error', () => undefined);
    const send = this.query.bind(this) as (...args: unknown[]) => unknown;
    const { connection } = this as unknown as { connection: { stream: Duplex } };
    let corked = false;
    // What is asked in one go leaves in one go.
    const query = (...args: unknown[]) => {
      if (!corked) {
        corked = true;
        const { stream } = connection;
        stream.cork();
        process.nextTick(() => {
          corked = false;
          stream.uncork();
        });
      }
      const answer = send(...args);
      return answer instanceof Promise ? this.#explained(answer) : answer;
    };
    const beginWith = createBeginner(query);
    this.query = ((...args: unknown[]) => {
      const [first, second, ...rest] = args;
      if (first === 'begin') {
        this.#begun = true;
        this.#failed = null;
        return Promise.resolve({ command: 'BEGIN', rows: [] });
      }
      if (this.#begun) {
        this.#begun = false;
        if (first === 'commit' || first === 'rollback')
          return Promise.resolve({ command: first.toUpperCase(), rows: [] });
        if (typeof first === 'string' && Array.isArray(second) && second.length === 0)
          return (query(`begin; ${first}`) as Promise<unknown[]>).then((answers) => answers.at(-1));
        const name = typeof first === 'string' && Array.isArray(second) ? this.#nameOf(first) : null;
        if (name !== null && rest.length === 0)
          return this.#explained(
            beginWith({ name, text: first as string, values: (second as unknown[]).map(toParameter) }),
          );
        // Only once it has begun: had that failed, what follows would be kept by itself, whatever came of the rest.
        return (query('begin') as Promise<unknown>).then(() => this.query(...(args as [string])));
      }
      if (Array.isArray(second)) {
        const values = second.map(toParameter);
        const name = typeof first === 'string' ? this.#nameOf(first) : null;
        return name === null ? query(first, values, ...rest) : query({ name, text: first, values }, ...rest);
      }
      if (typeof first === 'object' && first !== null && 'text' in first && !('submit' in first)) {
        const config = first as Queryable;
        if (config.values)
          return query({ ...config, values: config.values.map(toParameter) }, second, ...rest);
      }
      return query(...args);
    }) as typeof this.query;
  }
}

/** A client that has each statement planned once for each connection, by naming it after its text. */
class PreparingClient extends TemporalClient {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      const [text, values, ...rest] = args;
      if (typeof text !== 'string' || !Array.isArray(values)) return query(...args);
      return query({ name: nameOf(text), text, values }, ...rest);
    }) as typeof this.query;
  }
}

function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 24);
}

export interface DbOptions {
  /** `postgres://` URL, or one with `?host=/socket/folder`. */
  readonly url: string;
  /** Most connections at once. */
  readonly max?: number;
  /**
   * Prepares every statement: for work that repeats a few hundred statements thousands of times, such as an import,
   * where planning them costs PostgreSQL more than running them. Not for serving: a prepared `select *` breaks when a
   * migration adds a column, and a pooler between may not know it.
   */
  readonly prepare?: boolean;
  /** Shown in `pg_stat_activity`. */
  readonly name: string;
}

/** Opens a pool. Dates arrive as `Temporal.PlainDate`, timestamptz as `Temporal.Instant`, bigint as number. */
export function openPool(options: DbOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.name,
    Client: options.prepare ? PreparingClient : TemporalClient,
    connectionTimeoutMillis: 10_000,
    // A plan made once for any values: with our look-ups by id or key a plan made anew for each value is the same plan,
    // and making it costs as much as running it. Conditions are written so that no plan can read a large table whole.
    // `heed.viewer`: Heed itself works through this pool, and sees restricted records; run-query narrows it to whoever looks.
    options:
      '-c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000 -c plan_cache_mode=force_generic_plan -c random_page_cost=0.1 -c heed.viewer=all',
  } as pg.PoolConfig);
  // A lost idle connection is not news: the pool opens another, and a query that needs one says so itself.
  pool.on('error', () => undefined);
  return pool;
}

/** Kysely over a pool. */
export function openDb(pool: pg.Pool): Db {
  return new Kysely<Record<never, never>>({ dialect: new PostgresDialect({ pool }) });
}

/** What a transaction is made of besides its connection; nothing is begun or opened through it. */
const BARE = {
  dialect: new PostgresDialect({ pool: async () => await Promise.reject() }),
  driver: new DummyDriver(),
};

/**
 * The same transaction for whoever asks several things which don't hang on each other: what is asked for together
 * (`Promise.all`) leaves together and is answered in that order, one trip instead of one each (docs/decisions/0303). Kysely's
 * own transaction waits for each answer before it sends the next. Where one fails, those after it fail too, and what one of them
 * would go on to ask once the transaction has ended is refused by Kysely: its connection is somebody else's by then.
 */
export async function askAtOnce(tx: Tx): Promise<Tx> {
  const executor = tx.getExecutor();
  const connection = await executor.provideConnection(async (held) => held);
  const provider = {
    provideConnection: <T>(ask: (connection: DatabaseConnection) => Promise<T>) => ask(connection),
  };
  return new Transaction({
    ...BARE,
    config: { dialect: BARE.dialect },
    executor: executor.withConnectionProvider(provider),
  });
}
