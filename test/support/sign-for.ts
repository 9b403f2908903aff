/** What a recipient's browser signs and seals, without the browser. */
import { readBase64url, toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import {
  type ItemAct,
  type ItemPlace,
  type Lane,
  NOTHING_BEFORE,
} from '../../src/modules/disclosures/domain/thread.ts';
import { sealItem, sealNote } from '../../src/modules/disclosures/sealing/seal-item.ts';
import { type RecipientWord, signWord } from '../../src/modules/disclosures/sealing/sign-word.ts';
import type { RecipientClient, SealedFor, TestRecipient } from './recipient-site.ts';

export const TODAY = '2026-11-02';

/** A signed word as it is sent. */
export async function sayFor(
  who: TestRecipient,
  { report }: Pick<SealedFor, 'report'>,
  word: RecipientWord,
  day = TODAY,
) {
  const signature = await signWord(who.secrets.sign, { report, keyId: who.keyId, word, day });
  return { word, day, signature: toBase64url(signature) };
}

/** Clears somebody to read. */
export async function clear(client: RecipientClient, who: TestRecipient, made: SealedFor): Promise<number> {
  return (await client.post(`reports/${made.id}/declare`, await sayFor(who, made, 'no-part'))).status;
}

/** An item as it is sent. */
export async function writeFor(
  who: TestRecipient,
  made: SealedFor,
  given: {
    readonly lane: Lane;
    readonly seq: number;
    readonly act: ItemAct;
    readonly previous?: string;
    readonly readers?: readonly TestRecipient[];
    readonly text?: string;
  },
) {
  const { lane, seq, act } = given;
  const previous = given.previous === undefined ? NOTHING_BEFORE : readBase64url(given.previous);
  if (!previous) throw new Error('not a hash');
  const place: ItemPlace = {
    report: made.report,
    epoch: 1,
    lane,
    seq,
    role: 'recipient',
    act,
    keyId: who.keyId,
    previous,
  };
  const content = { text: given.text ?? 'Thank you.', happened: null, kinds: [] };
  const item =
    lane === 'notes'
      ? await sealNote(given.readers ?? [who], place, content, who.secrets.sign)
      : { ...(await sealItem(made.keys.body, place, content, who.secrets.sign)), envelopes: [] };
  return {
    lane,
    seq,
    act,
    previous: toBase64url(previous),
    sealed: toBase64url(item.sealed),
    signature: toBase64url(item.signature),
    envelopes: item.envelopes.map(({ keyId, envelope }) => ({
      keyId: toBase64url(keyId),
      envelope: toBase64url(envelope),
    })),
  };
}
