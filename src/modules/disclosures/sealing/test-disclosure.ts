/**
 * The daily test that disclosures arrive: a real one, sealed as a browser seals, that says in its sealed header alone that it is a test.
 * From what is sent and stored nobody can tell it from another. Source: 70-disclosures.md 9.8; tests 10.12.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import { deriveReceiptKeys, type ReceiptKeys, receiptSalt } from '../../../kernel/receipt/derive-receipt.ts';
import { readBase64url } from '../domain/base64url.ts';
import { decodeThread, encodeReply, type Thread } from '../domain/reply.ts';
import type { Roster } from '../domain/roster.ts';
import { type Chance, routeDisclosure } from '../domain/route-disclosure.ts';
import {
  bindReport,
  decodeBinding,
  encodeReport,
  idFrom,
  type ReportBinding,
} from '../domain/sealed-report.ts';
import { firstPlace, type ItemPlace } from '../domain/thread.ts';
import { openReporterKeys } from './open-report.ts';
import { attributeIn, listAddressees } from './posted-form.ts';
import { hashItem, sealItem } from './seal-item.ts';
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
    receipt: deriveReceiptKeys(secret, receiptSalt(given.deployment)),
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
  readonly thread: Thread;
  readonly bound: ReportBinding;
  readonly bodyKey: Uint8Array;
  readonly receipt: ReceiptKeys;
  /** Somebody read its header, and said whether they have a part in it. */
  readonly opened: boolean;
  /** Since when the body outside may read it; `null`: they were not asked. */
  readonly escalated: string | null;
  /** Whether there is a body outside to be asked. */
  readonly hasOutside: boolean;
}

function threadIn(page: string): Thread | null {
  try {
    return decodeThread(readBase64url(attributeIn(page, 'thread') ?? '') ?? new Uint8Array());
  } catch {
    // What should be JSON is not: as good as no thread.
    return null;
  }
}

/** The test on the page that its receipt opens: `gone` where there is none, `altered` where it is not what was sent on `day`. */
export async function findTest(
  page: string,
  sent: Pick<SealedTest, 'secret' | 'bound' | 'first'> & { readonly day: string },
  deployment: string,
): Promise<FoundTest | 'gone' | 'altered'> {
  const thread = threadIn(page);
  if (!thread) return 'gone';
  const bound = decodeBinding(thread.bound);
  const same = sameBytes(await sha256(thread.bound), sent.bound) && sameBytes(thread.firstHash, sent.first);
  if (!bound || !same || thread.day !== sent.day) return 'altered';
  const receipt = deriveReceiptKeys(sent.secret, receiptSalt(deployment));
  const mine = await openReporterKeys(bound, receipt, thread.reporterKeys);
  if (!mine.ok) return 'altered';
  const { readers, escalated } = thread.standing;
  return {
    thread,
    bound,
    receipt,
    bodyKey: mine.value.keys.body,
    opened: readers.some(({ standing }) => standing === 'cleared' || standing === 'recused'),
    escalated,
    hasOutside: readers.some(({ role }) => role === 'escalation'),
  };
}

/** Takes the test back: a reply as bytes, to be posted. The thread must be the one from its last item on. */
export async function takeTestBack({ thread, bound, bodyKey, receipt }: FoundTest): Promise<Uint8Array> {
  const inThread = { report: bound.report, epoch: bound.epoch, lane: 'thread' } as const;
  const last = thread.items.at(-1);
  const previous = last ? await hashItem({ ...inThread, ...last }, last.sealed) : thread.firstHash;
  const place: ItemPlace = {
    ...inThread,
    seq: thread.total,
    role: 'reporter',
    act: 'withdraw',
    keyId: new Uint8Array(),
    previous,
  };
  const text = { text: 'The test is over.', happened: null, kinds: [] };
  const { sealed, signature } = await sealItem(bodyKey, place, text, receipt.sign);
  return encodeReply({ seq: place.seq, act: 'withdraw', previous, sealed, signature });
}
