/**
 * How Heed is put together: the only place that makes adapters and hands them to what needs them. Read from top to
 * bottom it is the list of what is in the running program.
 */
import { sql } from 'kysely';
import type { Foundations } from './compose/foundations.ts';
import { createErrorPage } from './compose/render-error.ts';
import type { Config } from './config.ts';
import { type AccessCheck, type IdentifyCaller, sessionCookieName } from './kernel/access-check.ts';
import { buildAssets, registerAssets } from './platform/http/assets.ts';
import { buildServer, type Server } from './platform/http/server.ts';
import { type EventHandlers, startOutboxWorker } from './platform/jobs/outbox.ts';
import type { Log } from './platform/log.ts';
import { runCommand } from './platform/run-command.ts';

/** Nobody is recognised and nothing is allowed but what is public. */
const nobody: IdentifyCaller & AccessCheck = {
  identify: async () => null,
  decide: async () => ({ allowed: false, basis: null }),
};

export interface ComposeOptions {
  readonly config: Config;
  readonly log: Log;
}

/** The web server with every module's routes, ready to listen. */
export async function composeWeb(on: Foundations, { config, log }: ComposeOptions): Promise<Server> {
  const secure = config.baseUrl?.startsWith('https:') ?? false;
  const assets = await buildAssets();
  return buildServer({
    log,
    secure,
    trustedProxies: config.trustedProxies,
    origin: config.baseUrl,
    sessionCookie: sessionCookieName(secure),
    identify: nobody,
    access: nobody,
    recordRefusal: async (who, entry) => {
      await runCommand(on.spine, who, async () => ({
        ok: true,
        value: null,
        entries: [entry],
        events: [],
      }));
    },
    catalogue: {},
    renderError: createErrorPage(assets.names),
    isReady: () =>
      sql`select 1`.execute(on.spine.db).then(
        () => true,
        () => false,
      ),
    routes: (app) => {
      registerAssets(app, assets);
    },
  });
}

/** What reacts to each event. */
function composeHandlers(): EventHandlers {
  return {};
}

/** Everything that goes on without anybody asking: reacting to events, and the duty engine. Gives how to stop it. */
export async function composeWorker(
  on: Foundations,
  { log }: ComposeOptions,
): Promise<{ stop(): Promise<void> }> {
  await startOutboxWorker({
    boss: on.boss,
    log,
    handlers: composeHandlers(),
    onDead: async () => undefined,
  });
  return { stop: async () => undefined };
}
