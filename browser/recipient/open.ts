/** Opens what the server sent, with one's own keys. */
import { concatBytes, sameBytes } from '../../src/kernel/bytes.ts';
import { toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import type {
  BodyContent,
  HeaderContent,
  IdentityContent,
  MessageContent,
} from '../../src/modules/disclosures/domain/contents.ts';
import { encodeParts } from '../../src/modules/disclosures/domain/encode.ts';
import {
  bindReport,
  decodeBinding,
  decodeReport,
  type ReportBinding,
  readId,
} from '../../src/modules/disclosures/domain/sealed-report.ts';
import {
  firstPlace,
  type ItemAct,
  type ItemPlace,
  NOTHING_BEFORE,
} from '../../src/modules/disclosures/domain/thread.ts';
import {
  type Opened,
  openBody,
  openBodyKeys,
  openHeader,
  openIdentity,
} from '../../src/modules/disclosures/sealing/open-report.ts';
import {
  hashItem,
  isWrittenBy,
  openItem,
  openNote,
} from '../../src/modules/disclosures/sealing/seal-item.ts';
import { isSigned } from '../../src/modules/disclosures/sealing/signature.ts';
import { sha256 } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import type {
  PresentedBody,
  PresentedItem,
  PresentedReport,
} from '../../src/modules/disclosures/web/recipients/present-disclosures.presenter.ts';
import type { Own } from './page.ts';
import { bytesOf } from './sign-in.ts';

/** What binds the pieces of a disclosure, as the server sent it; it has to be the one that was asked for. */
export function bindingOf(report: Pick<PresentedReport, 'id' | 'bound'>): ReportBinding | null {
  const bound = decodeBinding(bytesOf(report.bound));
  const id = readId(report.id);
  return bound && id && sameBytes(bound.report, id) ? bound : null;
}

export async function openListed(own: Own, report: PresentedReport): Promise<Opened<HeaderContent>> {
  const bound = bindingOf(report);
  if (!bound) return { ok: false, fault: 'altered' };
  return openHeader(bound, own.opener, bytesOf(report.envelope), bytesOf(report.header));
}

/** All that was told, with what opens the rest: files, messages. */
export interface OpenedBody {
  readonly body: BodyContent;
  readonly identity: IdentityContent;
  readonly bodyKey: Uint8Array;
  readonly bound: ReportBinding;
  /** What the first message after it names as the one before. */
  readonly firstHash: Uint8Array;
}

/** Opens everything, or says why not; checks that all of it is what the discloser signed. */
export async function openWhole(
  own: Own,
  bound: ReportBinding,
  sent: PresentedBody,
): Promise<Opened<OpenedBody>> {
  const unsigned = bytesOf(sent.unsigned);
  const signature = bytesOf(sent.signature);
  const report = decodeReport(encodeParts(unsigned, signature));
  if (!report || !sameBytes(bindReport(report), bindReport(bound))) return { ok: false, fault: 'altered' };
  if (!(await isSigned(bound.reporterKey, signature, 'heed report 1', await sha256(unsigned))))
    return { ok: false, fault: 'altered' };
  const keys = await openBodyKeys(bound, own.opener, bytesOf(sent.envelope));
  if (!keys.ok) return keys;
  const body = await openBody(bound, keys.value.body, report.body);
  if (!body.ok) return body;
  const identity = await openIdentity(bound, keys.value.identity, report.identity);
  if (!identity.ok) return identity;
  const firstHash = await hashItem(firstPlace(bound.report, bound.epoch), report.body);
  return {
    ok: true,
    value: { body: body.value, identity: identity.value, bodyKey: keys.value.body, bound, firstHash },
  };
}

/**
 * An item and how far it can be trusted. `signed`: by whom it says, checked. `unknown`: its writer's keys are in no list. `moved`: not
 * in its place, or one before it is missing. `forged`: not by whom it says.
 */
export interface OpenedItem {
  readonly item: PresentedItem;
  readonly trust: 'signed' | 'unknown' | 'moved' | 'forged';
  readonly content: Opened<MessageContent>;
}

export interface OpenedLane {
  readonly items: readonly OpenedItem[];
  /** Where the next one goes. */
  readonly next: { readonly seq: number; readonly previous: Uint8Array };
}

async function trustOf(
  own: Own,
  bound: ReportBinding,
  item: Parameters<typeof isWrittenBy>[1],
  before: Uint8Array,
): Promise<OpenedItem['trust']> {
  const { role, keyId, previous } = item.place;
  const signer = role === 'reporter' ? bound.reporterKey : own.people.find(nameOf(keyId))?.sign;
  if (!signer) return 'unknown';
  if (!(await isWrittenBy(signer, item))) return 'forged';
  return sameBytes(previous, before) ? 'signed' : 'moved';
}

const nameOf = toBase64url;

/** Opens a lane from its beginning. `first`: what the first names as the one before, and its number. */
export async function openLane(
  own: Own,
  bound: ReportBinding,
  bodyKey: Uint8Array,
  sent: readonly PresentedItem[],
  first: { readonly seq: number; readonly previous: Uint8Array },
): Promise<OpenedLane> {
  const items: OpenedItem[] = [];
  let { seq, previous: before } = first;
  for (const one of sent) {
    const place: ItemPlace = {
      report: bound.report,
      epoch: bound.epoch,
      lane: one.lane,
      seq: one.seq,
      role: one.role,
      act: one.act as ItemAct,
      keyId: bytesOf(one.keyId),
      previous: bytesOf(one.previous),
    };
    const item = { place, sealed: bytesOf(one.sealed), signature: bytesOf(one.signature) };
    const found = await trustOf(own, bound, item, before);
    const trust = found === 'signed' && one.seq !== seq ? 'moved' : found;
    const isNote = one.lane === 'notes';
    const content = isNote
      ? await openNote(own.opener, one.envelope === null ? concatBytes() : bytesOf(one.envelope), item)
      : await openItem(bodyKey, item);
    items.push({ item: one, trust, content });
    before = await hashItem(place, item.sealed);
    seq = one.seq + 1;
  }
  return { items, next: { seq, previous: before } };
}

export const NO_NOTES = { seq: 0, previous: NOTHING_BEFORE } as const;
