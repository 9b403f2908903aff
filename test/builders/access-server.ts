/**
 * Heed's web server over a small invented area, with a clock that stands still, and a browser that is only a cookie
 * jar: what tests of signing in need. No socket is opened.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { layFoundations } from '../../src/compose/foundations.ts';
import { composeModules, composeWeb } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/platform/log.ts';
import type { Secrets } from '../../src/platform/secrets.ts';
import { createTestDatabase } from '../support/database.ts';
import { buildArea, createMovableClock } from './small-area.ts';

const key = (name: string) => new Uint8Array(createHash('sha256').update(`access tests ${name}`).digest());

export const SECRETS: Secrets = {
  pepper: key('pepper'),
  totpKey: key('totp'),
  fileKey: key('file'),
  cookieKey: key('cookie'),
  ledgerKey: key('ledger'),
  ledgerSigningKey: key('ledger signing'),
};

/** Opens the server; close it in `after`. */
export async function openAccessServer(env: Readonly<Record<string, string>> = {}) {
  const database = await createTestDatabase();
  const clock = createMovableClock();
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line));
  const config = readConfig({ HEED_MODE: 'demo', PORT: '0', ...env });
  const foundations = await layFoundations({
    config,
    url: database.urls.app,
    secrets: SECRETS,
    log,
    works: false,
    clock,
  });
  const compose = { config, secrets: SECRETS, log };
  const modules = composeModules(foundations, compose);
  const { app, declared } = await composeWeb(foundations, modules, compose);
  const area = await buildArea(foundations.spine);
  return {
    ...area,
    app,
    declared,
    access: modules.access,
    clock,
    database,
    spine: foundations.spine,
    pool: foundations.pool,
    lines,
    modules,
    close: async () => {
      await app.close();
      await foundations.close();
      await database.drop();
    },
  };
}

/** A browser that keeps cookies, follows nothing, and says where a form came from. */
export function openJar(app: FastifyInstance) {
  const cookies = new Map<string, string>();

  async function send(options: InjectOptions): Promise<LightMyRequestResponse> {
    const answer = await app.inject({
      ...options,
      headers: { 'sec-fetch-site': 'same-origin', ...options.headers },
      cookies: Object.fromEntries(cookies),
    });
    for (const cookie of answer.cookies) {
      if (cookie.value === '' || cookie.maxAge === 0) cookies.delete(cookie.name);
      else cookies.set(cookie.name, cookie.value);
    }
    return answer;
  }

  /** The token that the forms of a page carry. */
  async function csrfOn(url: string): Promise<string> {
    const page = await send({ method: 'GET', url });
    return /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  }

  return {
    cookies,
    get: (url: string) => send({ method: 'GET', url }),
    post: (url: string, fields: Readonly<Record<string, string>>) =>
      send({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
    send,
    csrfOn,
  };
}

/** Where an answer sends the browser. */
export function placeOf(answer: LightMyRequestResponse): string {
  return String(answer.headers.location ?? '');
}
