/** Whether a day's head stands in the ledger, judged from what a service answered, with no database and no secret. */
import { utf8 } from '../../../kernel/bytes.ts';
import { type ClosedDay, DAY_CLOSED, type ShownDay, writeClosedDay } from '../domain/closed-day.ts';
import type { CheckedProof } from './check-proof.query.ts';

interface Checking {
  readonly checkProof: (file: Uint8Array) => CheckedProof;
  readonly hmac: (key: Uint8Array, text: string) => Uint8Array;
}

const fromBase64url = (text: string) => Buffer.from(text, 'base64url');

/** What is wrong with it, one sentence each; none where the head stands there. Throws `Malformed` for what is no proof. */
export function checkClosedDay(closed: ClosedDay, shown: ShownDay, checking: Checking): readonly string[] {
  const { entry, faults } = checking.checkProof(utf8(shown.proof));
  const commitment = Buffer.from(checking.hmac(fromBase64url(shown.opening), writeClosedDay(closed)));
  const isThis = entry.act === DAY_CLOSED && entry.body === `hmac-sha256:${commitment.toString('hex')}`;
  return isThis ? faults : [...faults, `The ledger's entry for ${closed.day} is of another head.`];
}
