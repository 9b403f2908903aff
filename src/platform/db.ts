import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

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

type Queryable = { text: string; values?: unknown[] };

/** A `pg` client that speaks Temporal both ways. */
class TemporalClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, types });
    // A server that dies between two queries of a transaction tells the client, not the query. Unheard, that would
    // end the whole process; the transaction's next query fails by itself.
    this.on('error', () => undefined);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      const [first, second, ...rest] = args;
      if (Array.isArray(second)) return query(first, second.map(toParameter), ...rest);
      if (typeof first === 'object' && first !== null && 'text' in first && !('submit' in first)) {
        const config = first as Queryable;
        if (config.values)
          return query({ ...config, values: config.values.map(toParameter) }, second, ...rest);
      }
      return query(...args);
    }) as typeof this.query;
  }
}

export interface DbOptions {
  /** `postgres://` URL, or one with `?host=/socket/folder`. */
  readonly url: string;
  /** Most connections at once. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly name: string;
}

/** Opens a pool. Dates arrive as `Temporal.PlainDate`, timestamptz as `Temporal.Instant`, bigint as number. */
export function openPool(options: DbOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.name,
    Client: TemporalClient,
    connectionTimeoutMillis: 5_000,
    options: '-c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000',
  } as pg.PoolConfig);
  // A lost idle connection is not news: the pool opens another, and a query that needs one says so itself.
  pool.on('error', () => undefined);
  return pool;
}

/** Kysely over a pool. */
export function openDb(pool: pg.Pool): Db {
  return new Kysely<Record<never, never>>({ dialect: new PostgresDialect({ pool }) });
}
