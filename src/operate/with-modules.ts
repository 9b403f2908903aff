import { type Foundations, layFoundations } from '../compose/foundations.ts';
import { composeModules, type Modules } from '../compose.ts';
import type { Config } from '../config.ts';
import { silentLog } from '../platform/log.ts';
import { openDatabase, openSecrets, refuseUnmigrated } from './open-database.ts';

export interface WithModules {
  readonly config: Config;
  readonly purpose: string;
  readonly log: (line: string) => void;
}

/** Does `work` with the modules put together over the database, running or started for it, and closes what it opened. */
export async function withModules<T>(
  { config, purpose, log }: WithModules,
  work: (on: Foundations, modules: Modules) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config, { purpose, whenServed: 'share', log });
  try {
    await refuseUnmigrated(database.urls);
    const secrets = openSecrets(config);
    const given = { config, secrets, log: silentLog };
    const foundations = await layFoundations({ ...given, url: database.urls.app, works: false });
    try {
      return await work(foundations, composeModules(foundations, given));
    } finally {
      await foundations.close();
    }
  } finally {
    await database.close();
  }
}
