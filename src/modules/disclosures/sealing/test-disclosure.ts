/**
 * The daily test that disclosures arrive: a real one, sealed as a browser seals, that says in its sealed header alone that it is a test.
 * From what is sent and stored nobody can tell it from another. Source: 70-disclosures.md 9.8; tests 10.12.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import type { ReceiptKeys } from '../../../kernel/receipt/derive-receipt.ts';
import { readBase64url } from '../domain/base64url.ts';
import type { Roster } from '../domain/roster.ts';
import { type Chance, routeDisclosure } from '../domain/route-disclosure.ts';
import { bindReport, encodeReport, idFrom } from '../domain/sealed-report.ts';
import { firstPlace } from '../domain/thread.ts';
import { listAddressees } from './list-addressees.ts';
import { holdReceipt, type OpenThread, openThread, sealReply } from './open-thread.ts';
import { hashItem } from './seal-item.ts';
import { makeReportKeys, sealReport } from './seal-report.ts';
import { randomBytes, sha256 } from './web-crypto.ts';

const NO_MARKS = { employer: null, unit: null, about: [], mustNotSee: [] };
const WORDS =
  'This is the daily test that disclosures arrive. It tells of nothing. Please open it; no answer is needed.';

/** One that is ready to be sent, and what it is known by when it is asked for again. */
export interface SealedTest {
  /** The receipt's ten bytes. */
  readonly secret: Uint8Array;
  readonly bytes: Uint8Array;
  /** SHA-256 of what was sent, of what binds its pieces, and of its first item: 32 bytes each. */
  readonly digest: Uint8Array;
  readonly bound: Uint8Array;
  readonly first: Uint8Array;
}

/** Seals one to people drawn from the roster; `null` where nobody in it can be told. `deployment`: what receipts are salted with. */
export async function sealTest(
  roster: Roster & { readonly hash: string },
  given: { readonly today: string; readonly deployment: string; readonly chance: Chance },
): Promise<SealedTest | null> {
  const route = routeDisclosure(roster, NO_MARKS, given.today, given.chance);
  if (route.kind === 'nobody') return null;
  const secret = randomBytes(10);
  const sealed = await sealReport({
    policy: 'disclosure',
    report: idFrom(randomBytes(16)),
    roster: { version: roster.version, hash: readBase64url(roster.hash) ?? new Uint8Array() },
    receipt: holdReceipt(secret, given.deployment).first,
    keys: makeReportKeys(),
    header: { organisation: '', unit: '', about: [], category: 'other', danger: false, test: true },
    body: { answers: [{ asked: 'Test', answer: WORDS }], files: [] },
    files: [],
    readers: listAddressees(route),
  });
  const bytes = encodeReport(sealed);
  return {
    secret,
    bytes,
    digest: await sha256(bytes),
    bound: await sha256(bindReport(sealed)),
    first: await hashItem(firstPlace(sealed.report, sealed.epoch), sealed.body),
  };
}

/** A test that came back, checked. */
export interface FoundTest {
  readonly open: OpenThread;
  readonly receipt: ReceiptKeys;
  /** Somebody read its header, and said whether they have a part in it. */
  readonly opened: boolean;
  /** Since when the body outside may read it; `null`: they were not asked. */
  readonly escalated: string | null;
  /** Whether there is a body outside to be asked. */
  readonly hasOutside: boolean;
}

/**
 * The test that its receipt opens, from what the service has of its thread from some item on: `gone` where it has none, `altered` where
 * that is not what was sent on `day` (`null`: not known), or not all of it. `later`: see `openThread`.
 */
export async function findTest(
  sent: Pick<SealedTest, 'secret' | 'bound' | 'first'> & { readonly day: string | null },
  deployment: string,
  later: (from: number) => Promise<Uint8Array | null>,
): Promise<FoundTest | 'gone' | 'altered'> {
  const bytes = await later(0);
  if (!bytes) return 'gone';
  const receipt = holdReceipt(sent.secret, deployment).first;
  const open = await openThread(bytes, receipt, new Map(), later);
  if (!open?.whole) return 'altered';
  const { thread } = open;
  const same = sameBytes(await sha256(thread.bound), sent.bound) && sameBytes(thread.firstHash, sent.first);
  if (!same || (sent.day !== null && thread.day !== sent.day)) return 'altered';
  const { readers, escalated } = thread.standing;
  return {
    open,
    receipt,
    opened: readers.some(({ standing }) => standing === 'cleared' || standing === 'recused'),
    escalated,
    hasOutside: readers.some(({ role }) => role === 'escalation'),
  };
}

/** Takes the test back: a reply as bytes, to be posted. */
export async function takeTestBack({ open, receipt }: FoundTest): Promise<Uint8Array> {
  const content = { text: 'The test is over.', happened: null, kinds: [] };
  return (await sealReply(open, receipt, 'withdraw', content)).bytes;
}
