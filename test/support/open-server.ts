/** Heed's web server inside the test's own process, with no socket: thousands of requests a second. */
import type { FastifyInstance } from 'fastify';
import { type Foundations, layFoundations } from '../../src/compose/foundations.ts';
import { composeModules, composeWeb } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { DeclaredRoute } from '../../src/platform/http/declare-routes.ts';
import { createLog } from '../../src/platform/log.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { createTestClock, type HeedTestOptions, makeSecrets, type TestClock } from './heed.ts';

export interface OpenedServer {
  readonly app: FastifyInstance;
  readonly declared: readonly DeclaredRoute[];
  readonly foundations: Foundations;
  readonly modules: ReturnType<typeof composeModules>;
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly logLines: readonly string[];
  close(): Promise<void>;
}

/** Opens the server on a database of its own. No worker runs. Close it in `after`. */
export async function openServer(
  options: Omit<HeedTestOptions, 'roles'> & {
    /** Instead of a test database of its own; dropped with the server. */
    readonly database?: TestDatabase | undefined;
  } = {},
): Promise<OpenedServer> {
  const database = options.database ?? (await createTestDatabase());
  const clock = createTestClock(options.start ?? '2026-11-16T10:00:00Z');
  const secrets = makeSecrets();
  const logLines: string[] = [];
  const log = createLog((line) => logLines.push(line));
  const config = readConfig({
    HEED_MODE: 'demo',
    PORT: '0',
    HEED_AREA_NAME: 'Wrenfold',
    HEED_FRONT_DOOR_PHONE: '01632 960000',
    ...options.env,
  });
  await options.fill?.(database, secrets, clock);
  const foundations = await layFoundations({
    config,
    url: database.urls.app,
    secrets,
    log,
    works: false,
    clock,
  });
  const compose = { config, secrets, log };
  const modules = composeModules(foundations, compose);
  const { app, declared } = await composeWeb(foundations, modules, compose);
  return {
    app,
    declared,
    foundations,
    modules,
    database,
    clock,
    logLines,
    close: async () => {
      await app.close();
      await foundations.close();
      await database.drop();
    },
  };
}
