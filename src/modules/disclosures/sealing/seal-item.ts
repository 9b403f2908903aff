/** One message of a thread, or a note among recipients, sealed, put in its place and signed. Source: 70-disclosures.md 9.3, 9.6. */
import { type MessageContent, readMessage, writeContent } from '../domain/contents.ts';
import { pad, unpad } from '../domain/padding.ts';
import { bindItem, hashedItem, type ItemPlace } from '../domain/thread.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import type { Opened, Opener } from './open-report.ts';
import { type Addressee, TooLong } from './seal-report.ts';
import { isSigned, signParts } from './signature.ts';
import { openUnder, randomBytes, sealUnder, sha256 } from './web-crypto.ts';

/** An item in its place. `hash` is what the next one names as `previous`. */
export interface SealedItem {
  readonly place: ItemPlace;
  readonly sealed: Uint8Array;
  readonly signature: Uint8Array;
}

/** What the next item in the lane names as the one before it. */
export async function hashItem(place: ItemPlace, sealed: Uint8Array): Promise<Uint8Array> {
  return sha256(hashedItem(place, sealed));
}

const LABEL = 'heed message 1';

/** Seals and signs. `seed` is the writer's: from the receipt, or a recipient's own. Throws `TooLong`. */
export async function sealItem(
  key: Uint8Array,
  place: ItemPlace,
  content: MessageContent,
  seed: Uint8Array,
): Promise<SealedItem> {
  const padded = pad('message', writeContent(content));
  if (!padded) throw new TooLong('message');
  const sealed = await sealUnder(key, LABEL, bindItem(place), padded);
  return { place, sealed, signature: await signParts(seed, 'heed item 1', await hashItem(place, sealed)) };
}

/** Whether the holder of `publicKey` wrote this item, here. */
export async function isWrittenBy(publicKey: Uint8Array, item: SealedItem): Promise<boolean> {
  return isSigned(publicKey, item.signature, 'heed item 1', await hashItem(item.place, item.sealed));
}

/** Opens an item whose writer was checked (`isWrittenBy`). */
export async function openItem(key: Uint8Array, item: SealedItem): Promise<Opened<MessageContent>> {
  const padded = await openUnder(key, LABEL, bindItem(item.place), item.sealed);
  if (!padded) return { ok: false, fault: 'altered' };
  const plain = unpad('message', padded);
  const content = plain && readMessage(plain);
  return content ? { ok: true, value: content } : { ok: false, fault: 'unreadable' };
}

/** A note's key for one of those who may read it. */
export interface NoteEnvelope {
  readonly keyId: Uint8Array;
  readonly envelope: Uint8Array;
}

const noteBinding = ({ report, epoch, seq }: ItemPlace, keyId: Uint8Array) =>
  ({ report, epoch: epoch * 0x10000 + seq + 1, keyId, purpose: 'note' }) as const;

/**
 * A note among recipients: under a key of its own, sealed to each of them, so that nothing the discloser ever held opens it
 * (docs/decisions/1001).
 */
export async function sealNote(
  readers: readonly Pick<Addressee, 'keyId' | 'seal'>[],
  place: ItemPlace,
  content: MessageContent,
  seed: Uint8Array,
): Promise<SealedItem & { readonly envelopes: readonly NoteEnvelope[] }> {
  const key = randomBytes(32);
  const item = await sealItem(key, place, content, seed);
  const envelopes = await Promise.all(
    readers.map(async ({ keyId, seal }) => ({
      keyId,
      envelope: await sealEnvelope(seal, noteBinding(place, keyId), key),
    })),
  );
  return { ...item, envelopes };
}

/** Opens a note with one's own envelope. */
export async function openNote(
  by: Opener,
  envelope: Uint8Array,
  item: SealedItem,
): Promise<Opened<MessageContent>> {
  const key = await openEnvelope(by, noteBinding(item.place, by.keyId), envelope);
  return key?.length === 32 ? openItem(key, item) : { ok: false, fault: 'not-yours' };
}
