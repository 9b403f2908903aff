/**
 * What the public pages need from the rest of Heed. The lead's composition wires these to real commands; the tests to
 * small fakes. Nothing here hands back the first report's words, a name, or whether a child is known: whoever holds a
 * receipt may not be who wrote it.
 */
import type { Readable } from 'node:stream';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { AssetNames, Html } from '../../../../ui/index.ts';
import type { RaiseConcern, RaisedConcern } from '../../domain/raise-input.ts';
import type { Draft } from './keep-draft.form.ts';
import type { Helpline } from './texts/en.ts';

/** Either what was asked for, or the reason it was refused. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Half-filled forms, by the opaque value of the browser's cookie. Sealed at rest; gone 30 idle minutes after the last
 * `load` or `save`. The cookie's value is 32 random bytes as base64url; the store keeps only a hash of it.
 */
export interface DraftStore {
  /** The draft, or `null` when there is none, or it has lapsed. */
  load(cookie: string): Promise<Draft | null>;
  /** Keeps the whole draft, new or changed. The last save wins. */
  save(cookie: string, draft: Draft): Promise<void>;
  /** Forgets the draft and any files taken in for it that no concern has. Never refuses. */
  discard(cookie: string): Promise<void>;
}

/** A file being handed in. */
export interface IncomingFile {
  /** As the browser said; may hold anything. */
  readonly name: string;
  /** Ends early, and `truncated()` says true, when it is larger than the limit. */
  readonly stream: Readable;
  readonly truncated: () => boolean;
}

/** A file taken in and not yet part of a concern. */
export interface TakenFile {
  readonly id: string;
  /** Its name, made safe to show. */
  readonly name: string;
  readonly bytes: number;
}

/** Why a file is not taken. */
export type FileFault = 'empty' | 'too-big' | 'too-many' | 'unknown-type' | 'infected' | 'broken';

/** Takes files in: sniffs the type, seals, keeps. */
export interface AttachmentIntake {
  /** Largest file, in bytes. */
  readonly maxBytes: number;
  /** Most files in one concern. */
  readonly maxFiles: number;
  take(
    draftCookie: string,
    file: IncomingFile,
  ): Promise<
    { readonly ok: true; readonly file: TakenFile } | { readonly ok: false; readonly fault: FileFault }
  >;
  /** Forgets a file of this draft. Does nothing where there is none. */
  remove(draftCookie: string, id: string): Promise<void>;
}

/** One thing that passed between us and whoever holds the receipt. Words only of what *we* wrote to them. */
export type FollowedMessage =
  | {
      readonly from: 'us';
      readonly kind: 'answer' | 'message' | 'challenge-answer';
      readonly at: Temporal.Instant;
      readonly text: string;
    }
  | {
      readonly from: 'you';
      readonly kind: 'message' | 'challenge' | 'not-safe';
      readonly at: Temporal.Instant;
    };

/** What whoever holds the receipt may see. */
export interface FollowedConcern {
  readonly receivedAt: Temporal.Instant;
  /** When the front door first read it. Later readers are not told of. */
  readonly readAt: Temporal.Instant | null;
  /** What is owed next to the reporter, and by when; `null` when nothing is. */
  readonly next: {
    readonly what: 'read' | 'answer' | 'challenge-answer';
    readonly by: Temporal.Instant;
  } | null;
  /** Oldest first. */
  readonly messages: readonly FollowedMessage[];
  readonly canChallenge: boolean;
  readonly challengeOpen: boolean;
  /** When what was told was erased by law; there is nothing to write to any more. `null` otherwise. */
  readonly erasedAt: Temporal.Instant | null;
}

/** What the sealed channel answers: bytes for the script that sent some, or the code of why they were not taken. */
export type SealedAnswer =
  | { readonly ok: true; readonly answer: Uint8Array }
  | { readonly ok: false; readonly code: string };

/** A page made by the sealed channel, and its status. */
export interface PlainPage {
  readonly page: Html;
  readonly status: number;
}

/**
 * For whoever comes back to a sealed disclosure without a script: it is opened on the server for one answer (70-disclosures.md 9.14).
 * `receipt`: as typed. `null`: it opens none, which takes as long for words that can't be a receipt.
 */
export interface PlainThreads {
  /** The thread; with `written`, that nothing was written. */
  follow(receipt: string, written?: { readonly text: string }): Promise<PlainPage | null>;
  /** `key` is random, made with the form: the same key again changes nothing. */
  add(
    receipt: string,
    written: { readonly text: string; readonly act: string; readonly key: string },
  ): Promise<PlainPage | null>;
}

/** Where sealed disclosures are handed over, by bytes that only those they are sealed to can read. */
export interface SealedDoor {
  /** Takes a disclosure sealed in the browser. */
  take(bytes: Uint8Array): Promise<SealedAnswer>;
  /** What the thread that `token` opens holds from place `from` on (counted from 0); `null` when it opens none. */
  follow(token: Uint8Array, from: number): Promise<Uint8Array | null>;
  /** Takes sealed bytes written to the thread that `token` opens; `null` when it opens none. */
  add(token: Uint8Array, bytes: Uint8Array): Promise<SealedAnswer | null>;
  /** Without it nobody comes back to a sealed disclosure but by a script. */
  readonly plain?: PlainThreads | undefined;
}

/**
 * Commands and queries behind the public pages. `receipt` is what was typed, words or digits in any spacing; or `token:` and the
 * token that a script derived from it.
 */
export interface PublicConcernsPorts {
  readonly drafts: DraftStore;
  readonly attachments: AttachmentIntake;
  /**
   * Raises a concern, with the files this draft took in. The same idempotency key and content again: the first answer,
   * without a receipt, `repeated`.
   */
  raise(input: RaiseConcern): Promise<Answer<RaisedConcern>>;
  /** Every receipt that opens nothing is refused alike: `concerns.receipt-unknown`. */
  findByReceipt(receipt: string): Promise<Answer<FollowedConcern>>;
  /** `key` is random, made with the form: the same key again changes nothing. */
  addMessage(receipt: string, text: string, key: string): Promise<Answer<FollowedConcern>>;
  challenge(receipt: string, text: string, key: string): Promise<Answer<FollowedConcern>>;
  notSafeNow(receipt: string, key: string): Promise<Answer<FollowedConcern>>;
  /** The proof of filing as a file. Refuses `concerns.receipt-unknown`, and `concerns.proof-not-ready` for a second or two. */
  giveProof(receipt: string): Promise<Answer<Uint8Array>>;
  /** The sealed channel, where there is one; without it no token opens a sealed thread. */
  readonly sealed?: SealedDoor | undefined;
}

/** What differs from one area to another. */
export interface PublicSettings {
  readonly assets: AssetNames;
  /** The public name that salts every receipt here (docs/receipts.md); the page that reads one needs it. */
  readonly receiptDeployment: string;
  /** The area, as people there call it. */
  readonly areaName: string;
  readonly childline: Helpline;
  readonly nspcc: Helpline;
  /** The area's own front door, by telephone. */
  readonly frontDoor: Helpline;
  /** True when Heed is reached over HTTPS: the draft cookie is then sent over nothing else. */
  readonly secure: boolean;
  /** Now, in domain time, to say whether something is late. */
  readonly now: () => Temporal.Instant;
}
