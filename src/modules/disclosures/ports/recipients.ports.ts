/** What signing in by keys needs from outside: where it is kept, and what checks proofs. */
import type { Tx } from '../../../kernel/tx.ts';
import type { KeptSession, Recipient, RecipientPasskey } from '../domain/recipient.ts';

export interface RecipientStore {
  /** Uses an invitation up; false when there is none that may be used on `today`. */
  takeInvitation(tx: Tx, hash: Uint8Array, today: Temporal.PlainDate): Promise<boolean>;
  /** Keeps somebody new. A handle that is taken breaks "disclosures.handle-taken". */
  saveRecipient(tx: Tx, recipient: Recipient, today: Temporal.PlainDate): Promise<void>;
  findRecipient(tx: Tx, keyId: Uint8Array): Promise<Recipient | undefined>;
  /** Notes the day their keys were used. */
  saveSeen(tx: Tx, keyId: Uint8Array, today: Temporal.PlainDate): Promise<void>;
  /** False when this session was begun already: a challenge is answered once. */
  saveSession(tx: Tx, session: KeptSession): Promise<boolean>;
  /** Ends all sessions of theirs. */
  endSessions(tx: Tx, keyId: Uint8Array): Promise<void>;
  savePasskey(tx: Tx, passkey: RecipientPasskey, today: Temporal.PlainDate): Promise<void>;
  /** Takes their own passkey away; false when it is not theirs. */
  deletePasskey(tx: Tx, keyId: Uint8Array, credential: Uint8Array): Promise<boolean>;
}

/** What is worked out with keys kept outside the database. */
export interface RecipientProofs {
  /** What is stored of an invitation's code. */
  hashInvitation(code: string): Uint8Array;
  /** What is stored of what a passphrase gives for the server. */
  hashAuth(auth: Uint8Array): Uint8Array;
  /** Something for one holder of keys to sign, good for two minutes. */
  makeChallenge(keyId: Uint8Array, wall: Temporal.Instant): Uint8Array;
  /** Whose challenge this is; `null` when it is none of ours or too old. */
  readChallenge(challenge: Uint8Array, wall: Temporal.Instant): Uint8Array | null;
  /** The session's secret that answering this challenge gives: the same each time, so that it begins one session. */
  sessionToken(challenge: Uint8Array): string;
  hashToken(token: string): Uint8Array;
  makeToken(): string;
  /** Whether the holder of `key` signed this as a challenge. */
  isAnswered(
    key: Uint8Array,
    signature: Uint8Array,
    ...parts: readonly (Uint8Array | string)[]
  ): Promise<boolean>;
}
