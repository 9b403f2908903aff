/**
 * Sees how PostgreSQL finds rows for whatever Heed asks. On a table of ten rows it reads all of them, and rightly; so
 * every other way is made dearer than looking rows up. What still reads a table from end to end then has no index to go by,
 * and would read a million rows too.
 */
import pg from 'pg';
import type { OpenedServer } from './open-server.ts';

const SETTINGS = [
  "session_preload_libraries = 'auto_explain'",
  'auto_explain.log_min_duration = 0',
  "auto_explain.log_level = 'notice'",
  'enable_seqscan = off',
  'enable_hashjoin = off',
  'enable_mergejoin = off',
  'enable_material = off',
];

export interface Plans {
  /** How many statements have been seen. */
  count(): number;
  /** Tables that were read from end to end, each with the beginning of one statement that did so. */
  readWhole(): ReadonlyMap<string, string>;
}

/** Watches what `server` asks its database from now on. */
export async function watchPlans({ database, foundations }: OpenedServer): Promise<Plans> {
  const whole = new Map<string, string>();
  let count = 0;
  foundations.pool.on('connect', (client) => {
    client.on('notice', ({ message = '' }) => {
      const asked = /Query Text: ([\s\S]*)/.exec(message)?.[1];
      if (asked === undefined) return;
      count += 1;
      for (const [, table = ''] of message.matchAll(/Seq Scan on (\w+)/g))
        if (!whole.has(table)) whole.set(table, asked.replaceAll(/\s+/g, ' ').slice(0, 500));
    });
  });
  const owner = new pg.Client({ connectionString: database.urls.superuser });
  await owner.connect();
  try {
    for (const setting of SETTINGS) await owner.query(`alter database ${database.name} set ${setting}`);
    // Connections that are open keep what they began with.
    await owner.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [database.name],
    );
  } finally {
    await owner.end();
  }
  return { count: () => count, readWhole: () => whole };
}
