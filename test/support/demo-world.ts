/** What filling the demo area needs, put together as the running program does, on a database of a test's own. */
import { sql } from 'kysely';
import type { FillParts, LeftOut } from '../../demo/fill.ts';
import { composeDemoParts } from '../../src/compose/demo.ts';
import { layFoundations } from '../../src/compose/foundations.ts';
import { composeModules } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { Db } from '../../src/platform/db.ts';
import { createLog } from '../../src/platform/log.ts';
import { createTestDatabase } from './database.ts';
import { makeSecrets } from './heed.ts';

export interface DemoWorld {
  readonly db: Db;
  readonly name: string;
  readonly parts: FillParts;
  /** Acts that a command refused. */
  readonly leftOut: readonly LeftOut[];
  /** How many events wait to be reacted to: notices that would be sent. */
  countSent(): Promise<number>;
  close(): Promise<void>;
}

/** Opens a world whose today is `now`; the demo's files go to `folder`. */
export async function createDemoWorld(
  now: Temporal.Instant,
  folder: string,
  size: number,
): Promise<DemoWorld> {
  const database = await createTestDatabase();
  const config = readConfig({ HEED_MODE: 'demo', PORT: '0' });
  const secrets = makeSecrets();
  const log = createLog(() => undefined);
  const clock = { domain: () => now, wall: () => now };
  const on = await layFoundations({ config, url: database.urls.app, secrets, log, works: false, clock });
  const modules = composeModules(on, { config, secrets, log });
  const { db } = on.spine;
  const leftOut: LeftOut[] = [];
  return {
    db,
    name: database.name,
    leftOut,
    parts: {
      ...composeDemoParts(on, modules, { secrets, log }, { folder, size }),
      onLeftOut: (one) => leftOut.push(one),
    },
    countSent: async () => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from pgboss.job`.execute(db);
      return rows[0]?.n ?? -1;
    },
    close: async () => {
      await on.close();
      await database.drop();
    },
  };
}
