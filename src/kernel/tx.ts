import type { Transaction } from 'kysely';

/** An open database transaction, handed down by run-command or run-query. The only way a store may write. */
export type Tx = Transaction<Record<never, never>>;
