/** The pages of duties over a test area, with everybody signed in by a cookie that is their post's name. */
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../src/kernel/access-check.ts';
import type { Vault } from '../../src/kernel/vault.ts';
import { createAccess, readPolicyFolder } from '../../src/modules/access/index.ts';
import { DUTIES_REFUSALS, dutiesRoutes } from '../../src/modules/duties/index.ts';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { buildAssets, registerAssets } from '../../src/platform/http/assets.ts';
import { buildServer } from '../../src/platform/http/server.ts';
import { silentLog } from '../../src/platform/log.ts';
import { staffPage } from '../../src/ui/index.ts';
import { type DutyWorld, TEST_LEDGER_KEY, type TestPostName } from './duty-world.ts';

export interface DutySite {
  readonly app: FastifyInstance;
  readonly vault: Vault;
  /** Ids of records that still owe every duty about them, by their own state. */
  readonly owing: Set<string>;
  /** Opens a page as the holder of a post. */
  get(who: TestPostName, url: string): Promise<{ readonly status: number; readonly body: string }>;
  /** Sends a form as the holder of a post. */
  post(
    who: TestPostName,
    url: string,
    form: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: string; readonly to: string | undefined }>;
}

const CSRF = 'a-token-for-tests';

function callerOf(world: DutyWorld, cookie: string | null): Caller | null {
  const post = cookie && cookie in world.posts ? world.posts[cookie as TestPostName] : null;
  if (!post || !cookie) return null;
  return {
    actor: { kind: 'account', account: post.account, post: post.id, agency: post.agency },
    session: {
      id: post.account,
      csrf: CSRF,
      name: cookie,
      hats: [{ post: post.id, name: cookie }],
      functions: post.functions,
    },
  };
}

/** Builds the site. Close `app` in `after`. */
export async function openDutySite(world: DutyWorld): Promise<DutySite> {
  const { vault } = createLedger(TEST_LEDGER_KEY);
  const owing = new Set<string>();
  const assets = await buildAssets();
  const policies = fileURLToPath(new URL('../../policies', import.meta.url));
  const { app } = await buildServer({
    log: silentLog,
    secure: false,
    trustedProxies: 0,
    origin: null,
    sessionCookie: 'heed',
    identify: { identify: async ({ sessionCookie }) => callerOf(world, sessionCookie) },
    access: createAccess({
      rules: readPolicyFolder(policies),
      views: { duty: ['duties.relations'] },
      spine: world.spine,
    }),
    recordRefusal: async () => undefined,
    catalogue: DUTIES_REFUSALS,
    renderError: (error) => JSON.stringify(error),
    isReady: async () => true,
    routes: (app) => {
      registerAssets(app, assets);
      dutiesRoutes(app, {
        seesEverybody: async () => true,
        spine: world.spine,
        vault,
        frame: (request, page) =>
          staffPage({
            ...page,
            assets: assets.names,
            csrf: request.session?.csrf,
          }),
        isStillOwed: async (_tx, duty) => owing.has(duty.about.id),
        describe: async (_tx, refs) =>
          new Map(
            refs.map((ref) => [
              ref.id,
              { line: 'a girl about 14, called Jay', reference: 'HD-7K2M-94', href: `/concerns/${ref.id}` },
            ]),
          ),
      });
    },
  });
  return {
    app,
    vault,
    owing,
    get: async (who, url) => {
      const answer = await app.inject({ url, cookies: { heed: who } });
      return { status: answer.statusCode, body: answer.body };
    },
    post: async (who, url, form) => {
      const answer = await app.inject({
        method: 'POST',
        url,
        cookies: { heed: who },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ ...form, _csrf: CSRF }).toString(),
      });
      return { status: answer.statusCode, body: answer.body, to: answer.headers.location };
    },
  };
}
