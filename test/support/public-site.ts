/** The public pages on a real server with small stand-ins for the commands behind them: for journeys and pictures. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sameBytes } from '../../src/kernel/bytes.ts';
import { deriveReceiptKeys, receiptSalt } from '../../src/kernel/receipt/derive-receipt.ts';
import { parseReceipt } from '../../src/kernel/receipt/parse-receipt.ts';
import { formatReceiptDigits } from '../../src/kernel/receipt/receipt.ts';
import { readReceiptToken } from '../../src/kernel/receipt/receipt-token.ts';
import type { RaiseConcern } from '../../src/modules/concerns/domain/raise-input.ts';
import type { Draft } from '../../src/modules/concerns/web/public/keep-draft.form.ts';
import type {
  Answer,
  AttachmentIntake,
  FollowedConcern,
  FollowedMessage,
  PublicConcernsPorts,
  SealedDoor,
} from '../../src/modules/concerns/web/public/ports.ts';
import { publicRoutes } from '../../src/modules/concerns/web/public/public.routes.ts';
import type { PublicTexts } from '../../src/modules/concerns/web/public/texts/en.ts';
import { registerReading } from '../../src/modules/disclosures/index.ts';
import { type Assets, registerAssets } from '../../src/platform/http/assets.ts';
import { renderPlainError } from '../../src/platform/http/plain-error-page.ts';
import { buildServer } from '../../src/platform/http/server.ts';
import { silentLog } from '../../src/platform/log.ts';

/** The receipt that opens what there is; the third of the published vectors (docs/receipts.md). */
export const SECRET = Uint8Array.from({ length: 10 }, (_, at) => at + 1);
export const WORDS = [
  'account',
  'august',
  'rice',
  'anteater',
  'globe',
  'lively',
  'career',
  'ferret',
] as const;
export const DIGITS = formatReceiptDigits(SECRET);
const SALT = receiptSalt('wrenfold');
/** What of it is sent where a script reads it, and the token of its linked thread. */
export const TOKEN = deriveReceiptKeys(SECRET, SALT).token;
export const LINKED_TOKEN = deriveReceiptKeys(SECRET, SALT, 1).token;
/** What stands for a proof of filing. */
const PROOF = new TextEncoder().encode('c2sp.org/tlog-proof@v1\n');
/** Saturday evening; the next working day is a Monday. */
export const NOW = Temporal.Instant.from('2026-11-21T20:00:00Z');

function after(hours: number): Temporal.Instant {
  return NOW.add({ hours });
}

/** What a test can see and change behind the pages. */
export interface PublicSite {
  readonly app: FastifyInstance;
  readonly raised: readonly RaiseConcern[];
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly said: readonly { readonly kind: string; readonly text: string; readonly key: string }[];
  readonly files: ReadonlyMap<string, number>;
  /** As if thirty idle minutes had passed. */
  lapse(): void;
  /** As if the front door had read it, answered, and more. */
  become(change: Partial<FollowedConcern>): void;
  /** Refuses the next concern, as a full disk or a lost race would. */
  refuseNext(): void;
  /** Whether the proof of filing is not signed for yet. */
  waitForProof(is: boolean): void;
  close(): Promise<void>;
}

const MEGABYTE = 1024 * 1024;

function takeFiles(files: Map<string, number>): AttachmentIntake {
  return {
    maxBytes: 2 * MEGABYTE,
    maxFiles: 3,
    take: async (_cookie, file) => {
      let bytes = 0;
      let head = Buffer.alloc(0);
      for await (const chunk of file.stream) {
        bytes += (chunk as Buffer).length;
        if (head.length < 8) head = Buffer.concat([head, chunk as Buffer]);
      }
      if (file.truncated()) return { ok: false, fault: 'too-big' };
      if (bytes === 0) return { ok: false, fault: 'empty' };
      if (head.subarray(0, 2).toString() === 'MZ') return { ok: false, fault: 'unknown-type' };
      const id = randomBytes(8).toString('hex');
      files.set(id, bytes);
      return { ok: true, file: { id, name: file.name, bytes } };
    },
    remove: async (_cookie, id) => void files.delete(id),
  };
}

export interface SiteOptions {
  readonly assets: Assets;
  readonly texts?: PublicTexts;
  /** The sealed channel; there is none unless given. */
  readonly sealed?: SealedDoor;
}

/** Starts the public pages, not yet listening. */
export async function startPublicSite({ assets, texts, sealed }: SiteOptions): Promise<PublicSite> {
  const drafts = new Map<string, Draft>();
  const files = new Map<string, number>();
  const raised: RaiseConcern[] = [];
  const said: { kind: string; text: string; key: string }[] = [];
  let refusing = false;
  let waiting = false;
  let concern: FollowedConcern = {
    receivedAt: NOW,
    readAt: null,
    next: { what: 'read', by: after(12) },
    messages: [],
    canChallenge: false,
    challengeOpen: false,
    erasedAt: null,
  };
  const unknown: Answer<FollowedConcern> = {
    ok: false,
    refusal: { code: 'concerns.receipt-unknown', field: 'receipt' },
  };
  const opens = (receipt: string): boolean => {
    const parsed = parseReceipt(receipt);
    const token =
      readReceiptToken(receipt) ?? (parsed.ok ? deriveReceiptKeys(parsed.secret, SALT).token : null);
    return token !== null && sameBytes(token, TOKEN);
  };
  const tell = async (
    receipt: string,
    kind: 'message' | 'challenge' | 'not-safe',
    text: string,
    key: string,
  ): Promise<Answer<FollowedConcern>> => {
    if (!opens(receipt)) return unknown;
    if (!said.some((before) => before.key === key)) {
      said.push({ kind, text, key });
      const message: FollowedMessage = { from: 'you', kind, at: after(1) };
      concern = { ...concern, messages: [...concern.messages, message] };
    }
    return { ok: true, value: concern };
  };
  const ports: PublicConcernsPorts = {
    drafts: {
      load: async (cookie) => structuredClone(drafts.get(cookie)) ?? null,
      save: async (cookie, draft) => void drafts.set(cookie, structuredClone(draft)),
      discard: async (cookie) => void drafts.delete(cookie),
    },
    attachments: takeFiles(files),
    raise: async (input) => {
      if (refusing) {
        refusing = false;
        return { ok: false, refusal: { code: 'concerns.unknown-attachment' } };
      }
      const repeated = raised.some((before) => before.idempotencyKey === input.idempotencyKey);
      if (!repeated) raised.push(input);
      const receipt = input.receiptDeclined || repeated ? null : { words: WORDS, digits: DIGITS };
      return {
        ok: true,
        value: {
          reference: 'HD-7K2M-94',
          receipt,
          receivedAt: NOW,
          openedBy: after(12),
          answeredBy: after(45),
          repeated,
        },
      };
    },
    findByReceipt: async (receipt) => (opens(receipt) ? { ok: true, value: concern } : unknown),
    addMessage: (receipt, text, key) => tell(receipt, 'message', text, key),
    challenge: (receipt, text, key) => tell(receipt, 'challenge', text, key),
    giveProof: async (receipt) => {
      if (!opens(receipt)) return { ok: false, refusal: { code: 'concerns.receipt-unknown' } };
      if (waiting) return { ok: false, refusal: { code: 'concerns.proof-not-ready' } };
      return { ok: true, value: PROOF };
    },
    notSafeNow: (receipt, key) => tell(receipt, 'not-safe', '', key),
    sealed,
  };
  const settings = {
    assets: assets.names,
    receiptDeployment: 'wrenfold',
    areaName: 'Wrenfold',
    childline: { shown: '0800 1111', dialled: '08001111' },
    frontDoor: { shown: '01632 960100', dialled: '01632960100' },
    nspcc: { shown: '0808 800 5000', dialled: '08088005000' },
    secure: false,
    now: () => NOW,
  };
  const nobody = {
    identify: async () => null,
    decide: async () => ({ allowed: false as const, basis: null }),
  };
  const { app } = await buildServer({
    log: silentLog,
    secure: false,
    trustedProxies: 0,
    isReady: async () => true,
    identify: nobody,
    access: nobody,
    recordRefusal: async () => undefined,
    sessionCookie: 'heed',
    origin: null,
    catalogue: {},
    renderError: renderPlainError,
    routes: async (server) => {
      registerAssets(server, assets);
      await publicRoutes(server, settings, ports, texts);
      registerReading(server, settings);
    },
  });
  return {
    app,
    raised,
    drafts,
    said,
    files,
    lapse: () => drafts.clear(),
    become: (change) => {
      concern = { ...concern, ...change };
    },
    waitForProof: (is) => {
      waiting = is;
    },
    refuseNext: () => {
      refusing = true;
    },
    close: () => app.close(),
  };
}
