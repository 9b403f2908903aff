/** Those who receive sealed disclosures, on a real PostgreSQL by its own role and the real web server, with a roster that is signed. */
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { deriveReceiptKeys, receiptSalt } from '../../src/kernel/receipt/derive-receipt.ts';
import type { BodyContent, HeaderContent } from '../../src/modules/disclosures/domain/contents.ts';
import {
  encodeReport,
  idFrom,
  type ReaderRole,
  type SealedFile,
  showId,
} from '../../src/modules/disclosures/domain/sealed-report.ts';
import {
  createReadingPorts,
  createRecipientFinder,
  createRecipientProofs,
  DISCLOSURE_REFUSALS,
  RECIPIENT_REFUSALS,
  recipientRoutes,
  takeReport,
  toBase64url,
} from '../../src/modules/disclosures/index.ts';
import { makeOwnKeys, unlockByPasskey, wrapOwnKeys } from '../../src/modules/disclosures/sealing/own-keys.ts';
import { makeReportKeys, sealReport } from '../../src/modules/disclosures/sealing/seal-report.ts';
import { signParts } from '../../src/modules/disclosures/sealing/signature.ts';
import { randomBytes } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import { recipientStore } from '../../src/modules/disclosures/store/recipients.store.ts';
import type { DeclaredRoute } from '../../src/platform/http/declare-routes.ts';
import { renderPlainError } from '../../src/platform/http/plain-error-page.ts';
import { buildServer } from '../../src/platform/http/server.ts';
import { createLog } from '../../src/platform/log.ts';
import { createPasskeys } from '../../src/platform/sessions/passkeys.ts';
import {
  draftRoster,
  GUARDIANS,
  hashOf,
  organisationEntry,
  recipientEntry,
  rosterOf,
  signDraft,
} from './rosters.ts';
import { openSealedSite, type SealedSite } from './sealed-site.ts';

export const HEADER: HeaderContent = {
  organisation: 'Wrenfold Council',
  unit: 'Assessment team North',
  about: ['Team manager'],
  category: 'concerns-ignored',
  danger: false,
  test: false,
};
export const BODY: BodyContent = {
  answers: [{ asked: 'What have you seen?', answer: 'Four concerns were closed unread.' }],
  files: [],
};

/** Somebody with keys. `auth`: what their passphrase gives for the server. */
export interface TestRecipient {
  readonly handle: string;
  readonly keyId: Uint8Array;
  readonly name: string;
  readonly seal: Uint8Array;
  readonly sign: Uint8Array;
  /** Seeds. */
  readonly secrets: { readonly seal: Uint8Array; readonly sign: Uint8Array };
  readonly salt: Uint8Array;
  readonly auth: Uint8Array;
  readonly wrapped: Uint8Array;
  /** Their entry in the roster. */
  readonly entry: Readonly<Record<string, unknown>>;
}

/** Somebody with keys of their own, of the organisation with that id. */
export async function makeRecipient(
  handle: string,
  organisation: string,
  over: Readonly<Record<string, unknown>> = {},
): Promise<TestRecipient> {
  const { secrets, open } = await makeOwnKeys();
  const unlocking = await unlockByPasskey(randomBytes(32));
  const entry = recipientEntry(handle, {
    organisation,
    seal: toBase64url(open.seal),
    sign: toBase64url(open.sign),
    from: '2020-01-01',
    ...over,
  });
  return {
    handle,
    keyId: open.keyId,
    name: toBase64url(open.keyId),
    seal: open.seal,
    sign: open.sign,
    secrets,
    salt: randomBytes(16),
    auth: unlocking.auth,
    wrapped: await wrapOwnKeys(unlocking, open.keyId, secrets),
    entry,
  };
}

/** A roster of the area with these in it, as it would be signed. Good for a century, because browsers go by the machine's date. */
export function rosterWith(people: readonly TestRecipient[]): Readonly<Record<string, unknown>> {
  const organisations = [...new Set(people.map(({ entry }) => String(entry.organisation)))];
  return draftRoster({
    issued: '2020-01-01',
    expires: '2120-01-01',
    organisations: organisations.map((id) => organisationEntry(id)),
    recipients: people.map(({ entry }) => entry),
  });
}

/** Seals one to these, in this order; as bytes that a browser would send. */
export async function sealFor(
  readers: readonly (readonly [Pick<TestRecipient, 'keyId' | 'seal'>, ReaderRole])[],
  given: {
    readonly header?: Partial<HeaderContent>;
    readonly body?: BodyContent;
    readonly files?: readonly SealedFile[];
    readonly report?: Uint8Array;
    readonly keys?: ReturnType<typeof makeReportKeys>;
    readonly roster?: { readonly version: number; readonly hash: Uint8Array };
  } = {},
) {
  const report = given.report ?? idFrom(randomBytes(16));
  const receipt = deriveReceiptKeys(randomBytes(10), receiptSalt('wrenfold'));
  const keys = given.keys ?? makeReportKeys();
  const sealed = await sealReport({
    policy: 'disclosure',
    report,
    roster: given.roster ?? { version: 1, hash: new Uint8Array(32).fill(3) },
    receipt,
    keys,
    header: { ...HEADER, ...given.header },
    body: given.body ?? BODY,
    files: given.files ?? [],
    readers: readers.map(([{ keyId, seal }, role]) => ({ keyId, seal, role })),
  });
  return { id: showId(report), report, sealed, bytes: encodeReport(sealed), receipt, keys };
}
export type SealedFor = Awaited<ReturnType<typeof sealFor>>;

/** A signed-in browser, without the browser. */
export interface RecipientClient {
  readonly csrf: string;
  readonly cookie: string;
  get(path: string): Promise<{
    readonly status: number;
    readonly body: never;
    readonly headers: Readonly<Record<string, unknown>>;
  }>;
  post(
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): ReturnType<RecipientClient['get']>;
}

export interface RecipientSite {
  readonly site: SealedSite;
  readonly app: FastifyInstance;
  readonly declared: readonly DeclaredRoute[];
  readonly logLines: readonly string[];
  enrol(person: TestRecipient): Promise<void>;
  publish(roster: Readonly<Record<string, unknown>>): Promise<void>;
  disclose(...given: Parameters<typeof sealFor>): Promise<SealedFor>;
  signIn(person: TestRecipient): Promise<RecipientClient>;
  inject(options: InjectOptions): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

const ASSETS = {
  publicCss: ['/a.css'],
  publicCssRtl: '/a.css',
  publicJs: '/a.js',
  receiptJs: '/a.js',
  sealedJs: '/a.js',
  staffCss: '/a.css',
  staffJs: '/a.js',
  recipientJs: '/a.js',
  icon: '/a.svg',
} as unknown as Parameters<typeof recipientRoutes>[1]['assets'];

/** Opens it; without its `door` as where no sealed database is set up. Close it in `after`. */
export async function openRecipientSite({ door = true } = {}): Promise<RecipientSite> {
  const site = await openSealedSite();
  const proofs = createRecipientProofs(new Uint8Array(32).fill(9));
  const logLines: string[] = [];
  const web = {
    spine: site.spine,
    proofs,
    contactKey: new Uint8Array(32).fill(8),
    passkeys: createPasskeys(),
    assets: ASSETS,
    areaName: 'Wrenfold',
    secure: false,
    baseUrl: null,
  };
  const { app, declared } = await buildServer({
    log: createLog((line) => logLines.push(line)),
    secure: false,
    trustedProxies: 0,
    origin: null,
    sessionCookie: 'heed',
    identify: { identify: async () => null },
    access: { decide: async () => ({ allowed: false, basis: null }) },
    recipients: door ? createRecipientFinder(web) : undefined,
    recordRefusal: async () => undefined,
    catalogue: { ...DISCLOSURE_REFUSALS, ...RECIPIENT_REFUSALS },
    renderError: renderPlainError,
    isReady: async () => true,
    routes: (server) =>
      recipientRoutes(server, web, createReadingPorts({ erasure: new Uint8Array(32).fill(2) })),
  });
  const post = (url: string, payload: unknown, headers: Readonly<Record<string, string>> = {}) =>
    app.inject({ method: 'POST', url, payload: payload as object, headers });
  return {
    site,
    app,
    declared,
    logLines,
    inject: (options) => app.inject(options),
    enrol: async ({ keyId, handle, seal, sign, salt, auth, wrapped }) => {
      await site.run(async (tx, ctx) => {
        const kept = {
          keyId,
          handle,
          sealKey: seal,
          signKey: sign,
          salt,
          authHash: proofs.hashAuth(auth),
          wrapped,
        };
        await recipientStore.saveRecipient(tx, kept, ctx.now.toZonedDateTimeISO('UTC').toPlainDate());
        const subject = { kind: 'configuration', id: 'tests' } as const;
        return {
          ok: true,
          value: null,
          entries: [{ act: 'disclosures.recipient-enrolled', subject, body: {} }],
          events: [],
        };
      });
    },
    publish: async (roster) => {
      const { version } = rosterOf(roster);
      const signed = JSON.stringify(signDraft(roster, GUARDIANS.slice(0, 2)));
      await site.rows(`insert into disclosure.rosters values ($1, $2, $3, '2026-11-01')`, [
        version,
        Buffer.from(hashOf(roster), 'base64url'),
        signed,
      ]);
    },
    disclose: async (...given) => {
      const made = await sealFor(...given);
      const taken = await site.run((tx, ctx) =>
        takeReport(site.ports)(tx, ctx, { bytes: made.bytes, sealedBy: 'browser' }),
      );
      if (!taken.ok) throw new Error(taken.refusal.code);
      return made;
    },
    signIn: async ({ handle, auth, secrets }) => {
      const unlocked = await post('/recipients/api/unlock', { handle, auth: toBase64url(auth) });
      const { challenge } = unlocked.json() as { readonly challenge: string };
      const signature = await signParts(
        secrets.sign,
        'heed challenge 1',
        Buffer.from(challenge, 'base64url'),
      );
      const done = await post('/recipients/api/sign-in', { challenge, signature: toBase64url(signature) });
      const { csrf } = done.json() as { readonly csrf: string };
      const cookie = String(done.headers['set-cookie']).split(';', 1)[0] ?? '';
      const answer = async (sent: Promise<LightMyRequestResponse>) => {
        const { statusCode, headers, body } = await sent;
        const isJson = String(headers['content-type']).includes('json');
        return { status: statusCode, headers, body: (isJson ? JSON.parse(body) : body) as never };
      };
      return {
        csrf,
        cookie,
        get: (path) =>
          answer(app.inject({ method: 'GET', url: `/recipients/api/${path}`, headers: { cookie } })),
        post: (path, body = {}, headers = { 'x-csrf-token': csrf }) =>
          answer(post(`/recipients/api/${path}`, body, { cookie, ...headers })),
      };
    },
    close: async () => {
      await app.close();
      await site.close();
    },
  };
}
