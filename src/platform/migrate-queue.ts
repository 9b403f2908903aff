import type pg from 'pg';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import packageJson from 'pg-boss/package.json' with { type: 'json' };
import { OperatorError } from './operator-error.ts';

/** The schema that pg-boss keeps its jobs in. */
export const QUEUE_SCHEMA = 'pgboss';

/** The schema version that the installed pg-boss works with. */
export const QUEUE_VERSION = packageJson.pgboss.schema;

/**
 * Rights on the queue for the role that serves. It reads and writes its rows and never owns its tables, so pg-boss
 * is opened with `migrate: false, createSchema: false`, and its queues are not partitioned (a partition is a new table).
 */
const GRANTS = `
  grant usage on schema pgboss to heed_app;
  grant select, insert, update, delete on all tables in schema pgboss to heed_app;
  grant usage, select on all sequences in schema pgboss to heed_app;
  grant execute on all functions in schema pgboss to heed_app;
  alter default privileges in schema pgboss grant select, insert, update, delete on tables to heed_app;
  alter default privileges in schema pgboss grant usage, select on sequences to heed_app;
`;

/** The queue's schema version in this database, or `null` when it isn't there. */
export async function readQueueVersion(client: pg.ClientBase): Promise<number | null> {
  const exists = await client.query<{ at: string | null }>("select to_regclass('pgboss.version') as at");
  if (exists.rows[0]?.at == null) return null;
  const found = await client.query<{ version: number }>('select version from pgboss.version');
  return found.rows[0]?.version ?? null;
}

/** Makes or upgrades the queue's schema, as its owner. The plans carry their own transaction. Refuses a newer one. */
export async function installQueue(client: pg.ClientBase): Promise<void> {
  const found = await readQueueVersion(client);
  if (found !== null && found > QUEUE_VERSION)
    throw new OperatorError(
      `The job queue in this database has schema ${found}, and this Heed knows ${QUEUE_VERSION}: a newer Heed has been here. Install that one.`,
    );
  if (found === null) await client.query(getConstructionPlans(QUEUE_SCHEMA));
  else if (found < QUEUE_VERSION) await client.query(getMigrationPlans(QUEUE_SCHEMA, found));
  await client.query(GRANTS);
}
