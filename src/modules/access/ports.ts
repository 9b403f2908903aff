import type { CommandContext } from '../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../kernel/entry.ts';
import type { AccountId, ClientId, IdSource, PostId } from '../../kernel/ids.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { ApiClient, ApiScope } from './domain/api-client.ts';
import type { Change, Proposal, ProposalId } from './domain/change.ts';
import type { Account, Post } from './domain/organisation.ts';
import type { OpenIdClaims, Passkey, Proofs, SignIn } from './domain/proof.ts';
import type { NewSession, SessionId } from './domain/session.ts';

/** The moment a change comes into force: domain time, wall time for sessions, and fresh ids. */
export interface Moment {
  readonly now: Temporal.Instant;
  readonly wall: Temporal.Instant;
  readonly ids: IdSource;
  /** Who proposed what is confirmed now; absent where the operator sets it. */
  readonly proposedBy?: AccountId;
}

/** Where the area's set-up is kept. */
export interface OrganisationStore {
  findPost(tx: Tx, id: PostId): Promise<Post | undefined>;
  /** Brings a checked change into force; refuses one that doesn't fit what is there. */
  saveChange(tx: Tx, moment: Moment, change: Change): Promise<Outcome<null>>;
  /** Adds an account; false when its e-mail is taken. */
  saveAccount(tx: Tx, moment: Moment, account: Account): Promise<boolean>;
  /** Stops an account and ends its sessions; false when it is not there or already stopped. */
  saveAccountStopped(tx: Tx, moment: Moment, account: AccountId): Promise<boolean>;
}

/** Where proposed changes wait for the scrutineer. */
export interface ProposalStore {
  /** The scrutineer's post that owes the answer to a proposal of `proposer`'s; null where the area has none. */
  findScrutineer(tx: Tx, at: Temporal.Instant, proposer: AccountId): Promise<PostId | null>;
  saveProposal(tx: Tx, proposal: Omit<Proposal, 'settled'>): Promise<void>;
  /** The proposal, locked so that it is settled once. */
  lockProposal(tx: Tx, id: ProposalId): Promise<Proposal | undefined>;
  saveSettlement(
    tx: Tx,
    id: ProposalId,
    settled: 'confirmed' | 'refused',
    by: AccountId,
    at: Temporal.Instant,
    reason: string,
  ): Promise<void>;
}

/** What a write in another module wants entered and sent in this transaction. */
export interface Effects {
  readonly entries: readonly EntryDraft[];
  readonly events: readonly OutboxEvent[];
}

/** The duty to answer a proposed change. This module knows no other, so compose says how one is raised and met. */
export interface ProposalDuties {
  /** `post` owes an answer from this moment; `proposer` can't give it, whatever posts they hold, and isn't told. */
  raise(
    tx: Tx,
    ctx: CommandContext,
    owed: { readonly proposal: ProposalId; readonly post: PostId; readonly proposer: AccountId },
  ): Promise<Effects>;
  /** The proposal has been answered by `act`, which is what meets it. */
  meet(
    tx: Tx,
    ctx: CommandContext,
    met: {
      readonly proposal: ProposalId;
      readonly act: 'access.change-confirmed' | 'access.change-refused';
    },
  ): Promise<Effects>;
}

/** Secrets that are handed out once and kept as hashes. */
export interface Tokens {
  make(): string;
  hash(token: string): Uint8Array;
  /** True when both are the same bytes, in the same time whether or not. */
  same(a: Uint8Array, b: Uint8Array): boolean;
}

/** Passwords: slow on purpose, so never inside a transaction. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** With null it does the same work and answers false. */
  check(password: string, hash: string | null): Promise<boolean>;
}

/** Six-digit codes from an app. */
export interface Codes {
  makeSecret(): string;
  /** The `otpauth:` address of a secret, labelled with an e-mail. */
  address(secret: string, label: string): string;
  /** The step that this code is right for at `wall`, or null. */
  stepOf(secret: string, code: string, wall: Temporal.Instant): number | null;
  /** Seals under a key that is not in the database, for this owner only. */
  seal(secret: string, owner: string): Uint8Array;
  /** Throws when the bytes were sealed for another owner or altered. */
  open(sealed: Uint8Array, owner: string): string;
}

/** What a browser is asked for when a passkey is made or used, and what it has to sign. */
export interface PasskeyQuestion {
  /** The options of WebAuthn, as JSON. */
  readonly options: unknown;
  readonly challenge: string;
}

/** Passkeys (WebAuthn), always with user verification. `origin` is where people reach us: "https://heed.example.org". */
export interface Passkeys {
  askToMake(origin: string, account: Account, existing: readonly Passkey[]): Promise<PasskeyQuestion>;
  /** The passkey that the browser made, or null when its answer doesn't hold. */
  readMade(
    origin: string,
    answer: unknown,
    challenge: string,
  ): Promise<Pick<Passkey, 'credential' | 'publicKey' | 'counter' | 'transports'> | null>;
  askToUse(origin: string): Promise<PasskeyQuestion>;
  /** Which credential an answer claims to be from; null when it isn't one. */
  credentialOf(answer: unknown): string | null;
  /** The new counter, or null when the answer doesn't hold for this passkey and challenge. */
  readUsed(origin: string, answer: unknown, challenge: string, passkey: Passkey): Promise<number | null>;
}

/** An area's own sign-in service. */
export interface OpenId {
  /** Where to send a browser of Heed at `origin`, and what its answer has to match. Throws when the service is away. */
  begin(
    origin: string,
  ): Promise<{ readonly url: string; readonly expected: Readonly<Record<string, string>> }>;
  /** What the provider says of whoever came back with `url`; null when the answer doesn't hold. */
  finish(url: URL, expected: Readonly<Record<string, string>>): Promise<OpenIdClaims | null>;
}

/** Where sessions are kept. */
export interface SessionStore {
  saveSession(tx: Tx, session: NewSession): Promise<void>;
  saveSessionEnd(tx: Tx, account: AccountId, id: SessionId, wall: Temporal.Instant): Promise<boolean>;
  saveHat(tx: Tx, id: SessionId, post: PostId): Promise<void>;
}

/** Where half-done sign-ins and what people prove themselves with are kept. */
export interface ProofStore {
  findAccount(tx: Tx, id: AccountId): Promise<Account | undefined>;
  findAccountByEmail(tx: Tx, email: string): Promise<Account | undefined>;
  listPostsOf(tx: Tx, account: AccountId, at: Temporal.Instant): Promise<readonly Post[]>;
  findSignIn(tx: Tx, tokenHash: Uint8Array, wall: Temporal.Instant): Promise<SignIn | undefined>;
  saveSignIn(
    tx: Tx,
    tokenHash: Uint8Array,
    signIn: SignIn,
    expiresAt: Temporal.Instant,
    wall: Temporal.Instant,
  ): Promise<void>;
  dropSignIn(tx: Tx, tokenHash: Uint8Array): Promise<void>;
  findProofs(tx: Tx, account: AccountId): Promise<Proofs>;
  savePassword(tx: Tx, account: AccountId, hash: string, at: Temporal.Instant): Promise<void>;
  findCodeSecret(tx: Tx, account: AccountId): Promise<Uint8Array | undefined>;
  saveCodeSecret(
    tx: Tx,
    account: AccountId,
    sealed: Uint8Array,
    step: number,
    at: Temporal.Instant,
  ): Promise<void>;
  useCodeStep(tx: Tx, account: AccountId, step: number): Promise<boolean>;
  findPasskey(tx: Tx, credential: string): Promise<Passkey | undefined>;
  savePasskey(tx: Tx, passkey: Passkey): Promise<boolean>;
  savePasskeyUse(tx: Tx, credential: string, counter: number, at: Temporal.Instant): Promise<void>;
  dropPasskey(tx: Tx, account: AccountId, credential: string): Promise<boolean>;
  findIdentity(tx: Tx, issuer: string, subject: string): Promise<AccountId | undefined>;
  saveIdentity(
    tx: Tx,
    issuer: string,
    subject: string,
    account: AccountId,
    at: Temporal.Instant,
  ): Promise<void>;
}

/** What the commands of signing in are built from. */
export interface SignInPorts {
  readonly store: ProofStore & SessionStore;
  readonly tokens: Tokens;
  readonly codes: Codes;
  readonly passkeys: Passkeys;
}

/** The machinery of proving who somebody is, made in compose. */
export interface Adapters {
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly codes: Codes;
  readonly passkeys: Passkeys;
}

/** Where agencies' systems and their tokens are kept. */
export interface ApiClientStore {
  saveApiClient(tx: Tx, client: ApiClient, secretHash: Uint8Array, at: Temporal.Instant): Promise<void>;
  saveApiClientEnd(tx: Tx, id: ClientId, at: Temporal.Instant): Promise<boolean>;
  findApiClient(
    tx: Tx,
    id: ClientId,
  ): Promise<{ readonly client: ApiClient; readonly secretHash: Uint8Array } | undefined>;
  saveApiToken(
    tx: Tx,
    tokenHash: Uint8Array,
    token: { readonly client: ClientId; readonly scopes: readonly ApiScope[] },
    expiresAt: Temporal.Instant,
    wall: Temporal.Instant,
  ): Promise<void>;
}
