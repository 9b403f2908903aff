/**
 * Sealing a disclosure, where it is written: in the browser, or on the server for those without JavaScript. Source:
 * 70-disclosures.md 9.3, 9.5.
 */
import { concatBytes } from '../../../kernel/bytes.ts';
import type { ReceiptKeys } from '../../../kernel/receipt/derive-receipt.ts';
import {
  type BodyContent,
  type HeaderContent,
  type IdentityContent,
  writeContent,
} from '../domain/contents.ts';
import { encodeParts } from '../domain/encode.ts';
import { type Padded, pad } from '../domain/padding.ts';
import {
  bindReport,
  type EnvelopePurpose,
  encodeUnsigned,
  type ReaderRole,
  type ReportPolicy,
  type SealedFile,
  type SealedReader,
  type SealedReport,
} from '../domain/sealed-report.ts';
import { bindItem, firstPlace } from '../domain/thread.ts';
import { sealEnvelope } from './envelope.ts';
import { publicKeyOf, signParts } from './signature.ts';
import { randomBytes, sealUnder, sha256 } from './web-crypto.ts';

/** What opens a report: 32 bytes each. `body` also gives the keys of its files. */
export interface ReportKeys {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  readonly identity: Uint8Array;
}

/** Three new keys. */
export function makeReportKeys(): ReportKeys {
  return { header: randomBytes(32), body: randomBytes(32), identity: randomBytes(32) };
}

export interface Addressee {
  readonly keyId: Uint8Array;
  readonly role: ReaderRole;
  /** P-256 point, 65 bytes, from the signed roster. */
  readonly seal: Uint8Array;
}

export interface ReportToSeal {
  readonly policy: ReportPolicy;
  /** UUID of 16 bytes, made where the disclosure is written: sending it twice makes one. */
  readonly report: Uint8Array;
  readonly roster: { readonly version: number; readonly hash: Uint8Array };
  readonly receipt: ReceiptKeys;
  readonly keys: ReportKeys;
  readonly header: HeaderContent;
  readonly body: BodyContent;
  /** Left out: as large, and says nobody. */
  readonly identity?: IdentityContent | undefined;
  readonly files: readonly SealedFile[];
  readonly readers: readonly Addressee[];
}

const EPOCH = 1;

/** The commitment to one key: whoever opens checks it, because AES-GCM alone would let one ciphertext open to two texts. */
export async function commitTo(
  which: keyof ReportKeys,
  report: Uint8Array,
  key: Uint8Array,
): Promise<Uint8Array> {
  return sha256(encodeParts('heed commit 1', which, report, EPOCH, key));
}

async function commitAll(report: Uint8Array, keys: ReportKeys): Promise<Uint8Array> {
  const all = ['header', 'body', 'identity'] as const;
  return concatBytes(...(await Promise.all(all.map((which) => commitTo(which, report, keys[which])))));
}

/** Too much was said to be sealed at once: `which` says where. */
export class TooLong extends Error {
  readonly which: Padded;
  constructor(which: Padded) {
    super(`too long: ${which}`);
    this.which = which;
  }
}

function padded(kind: Padded, plain: Uint8Array): Uint8Array {
  const filled = pad(kind, plain);
  if (!filled) throw new TooLong(kind);
  return filled;
}

const NOBODY: IdentityContent = { name: '', post: '', reach: '' };

/**
 * What the discloser keeps under their receipt: the three keys, and which roster they used, so that an older one is refused when
 * they come back.
 */
function reporterCopy({ keys, roster }: ReportToSeal): Uint8Array {
  const version = new Uint8Array(4);
  new DataView(version.buffer).setUint32(0, roster.version);
  return concatBytes(keys.header, keys.body, keys.identity, roster.hash, version);
}

/** Seals all of it. Throws `TooLong`, and `Error` for a key in the roster that is no point of the curve. */
export async function sealReport(given: ReportToSeal): Promise<SealedReport> {
  const { policy, report, keys, receipt, roster } = given;
  const binding = {
    policy,
    report,
    epoch: EPOCH,
    rosterVersion: roster.version,
    rosterHash: roster.hash,
    reporterKey: await publicKeyOf(receipt.sign),
    commitments: await commitAll(report, keys),
  };
  const bound = bindReport(binding);
  const place = encodeParts(bound, bindItem(firstPlace(report, EPOCH)));
  const seal = (key: Uint8Array, label: string, to: Uint8Array, plain: Uint8Array) =>
    sealUnder(key, `heed ${label} 1`, to, plain);
  const envelope = (to: Addressee, purpose: EnvelopePurpose, secret: Uint8Array) =>
    sealEnvelope(to.seal, { report, epoch: EPOCH, keyId: to.keyId, purpose }, secret);
  const address = async (to: Addressee): Promise<SealedReader> => ({
    keyId: to.keyId,
    role: to.role,
    header: await envelope(to, 'header', keys.header),
    body: await envelope(to, 'body', concatBytes(keys.body, keys.identity)),
  });
  const unsigned = {
    ...binding,
    tokenHash: await sha256(receipt.token),
    reporterKeys: await seal(receipt.wrap, 'reporter keys', bound, reporterCopy(given)),
    header: await seal(keys.header, 'header', bound, padded('header', writeContent(given.header))),
    identity: await seal(
      keys.identity,
      'identity',
      bound,
      padded('identity', writeContent(given.identity ?? NOBODY)),
    ),
    body: await seal(keys.body, 'body', place, padded('body', writeContent(given.body))),
    files: given.files,
    readers: await Promise.all(given.readers.map(address)),
  };
  const digest = await sha256(encodeUnsigned(unsigned));
  return { ...unsigned, signature: await signParts(receipt.sign, 'heed report 1', digest) };
}
