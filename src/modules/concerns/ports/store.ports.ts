import type { AccountId, AgencyId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { ConcernAct } from '../domain/acts.ts';
import type { Concern, Standing } from '../domain/concern.ts';
import type { EmergencyOpening, Finding } from '../domain/emergency.ts';
import type { OutcomeKind } from '../domain/outcomes.ts';
import type { RaiseConcern } from '../domain/raise-input.ts';
import type {
  Channel,
  Colour,
  Danger,
  Indicator,
  Naming,
  Parents,
  ReporterKind,
} from '../domain/vocabulary.ts';
import type { KeepingStore, RecordStanding } from './keeping.ports.ts';
import type { PatternStore } from './patterns.ports.ts';
import type { SignalStore } from './signals.ports.ts';

export interface ConcernRow {
  id: ConcernId;
  reference: string;
  sent_hash: Buffer;
  content_hash: Buffer;
  received_at: Temporal.Instant;
  channel: Channel;
  reporter_kind: ReporterKind;
  naming: Naming;
  danger: Danger;
  indicators: Indicator[];
  exploitation: boolean;
  about_worker: boolean;
  parents: Parents;
  reachable: boolean;
  agency_id: AgencyId | null;
  recorded_by: AccountId | null;
  told: Buffer;
  reporter: Buffer;
  receipt_lookup: Buffer | null;
  owner_post: PostId;
  acts: number;
  standing: Standing;
  colour: Colour;
  opened_at: Temporal.Instant | null;
  answered_at: Temporal.Instant | null;
  earlier: number;
  incident_id: ConcernId;
}

export interface ActRow {
  concern_id: ConcernId;
  number: number;
  at: Temporal.Instant;
  act: string;
  data: JsonObject;
  words: Buffer | null;
  by_account: AccountId | null;
  by_post: PostId | null;
}

export interface SubjectRow {
  concern_id: ConcernId;
  subject: string;
  outcome: OutcomeKind | null;
  status: 'in-force' | 'held' | null;
  handed_to: PostId | null;
  accepted: boolean;
  decided_at: Temporal.Instant | null;
}

export type MessageKind = 'message' | 'answer' | 'challenge' | 'challenge-answer' | 'not-safe';

export interface MessageRow {
  id: string;
  concern_id: ConcernId;
  at: Temporal.Instant;
  direction: 'from-reporter' | 'to-reporter';
  kind: MessageKind;
  words: Buffer;
  by_account: AccountId | null;
  by_post: PostId | null;
  held: boolean;
  withdrawn: boolean;
  sent_hash: Buffer | null;
}

export interface RequestRow {
  id: string;
  concern_id: ConcernId;
  agency_id: AgencyId;
  post_id: PostId;
  kind: 'information' | 'action' | 'attendance';
  at: Temporal.Instant;
  words: Buffer;
  reply: Buffer | null;
  state: 'asked' | 'answered' | 'declined';
  replied_at: Temporal.Instant | null;
}

export interface MaskRow {
  id: string;
  concern_id: ConcernId;
  question: string;
  start: number;
  finish: number;
  at: Temporal.Instant;
  removed_at: Temporal.Instant | null;
}

/** A concern about to be saved for the first time. */
export interface NewConcern {
  readonly concern: Concern;
  readonly act: ConcernAct;
  readonly reference: string;
  readonly sentHash: Uint8Array;
  readonly contentHash: Uint8Array;
  readonly receiptLookup: Uint8Array | null;
  readonly owner: PostId;
  readonly agency: AgencyId | null;
  readonly recordedBy: AccountId | null;
  readonly input: RaiseConcern;
}

/** What goes with an act: its words to seal, and figures computed when it was done. */
export interface ActDetail {
  readonly words: JsonObject | null;
  readonly computed: JsonObject;
}

/** A concern's row and its state, folded from its acts. */
export interface LoadedConcern {
  readonly row: ConcernRow;
  readonly state: Concern;
  readonly acts: readonly ActRow[];
  /** Accounts named in it: they and their line are told nothing. */
  readonly named: readonly AccountId[];
}

/** The worry as it was said. `null` words mean that the record's key was erased. */
export interface Told {
  readonly told: RaiseConcern['told'];
  readonly worry: string;
  readonly when: RaiseConcern['when'];
  readonly mentions: readonly MentionAsGiven[];
}

/** Who the reporter is, where they said, and how to reach them. */
export type ReporterDetails = Omit<RaiseConcern['reporter'], 'kind' | 'naming'> & {
  readonly aboutWorker: string | null;
};

/** A message, opened. `words` is null when the record was erased. */
export interface Message {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly direction: MessageRow['direction'];
  readonly kind: MessageKind;
  readonly words: string | null;
  readonly byAccount: AccountId | null;
  readonly byPost: PostId | null;
  readonly held: boolean;
  readonly withdrawn: boolean;
}

export interface NewMessage {
  readonly id: string;
  readonly concern: ConcernId;
  readonly at: Temporal.Instant;
  readonly direction: MessageRow['direction'];
  readonly kind: MessageKind;
  readonly words: string;
  readonly by: { readonly account: AccountId; readonly post: PostId } | null;
  readonly held: boolean;
  readonly sentHash: Uint8Array | null;
}

/** What was asked of an agency, why, and on what lawful basis. */
export interface RequestWords {
  readonly ask: string;
  readonly purpose: string;
  readonly lawfulBasis: string;
}

/** A request, opened. */
export interface AskedRequest {
  readonly id: string;
  readonly concern: ConcernId;
  readonly agency: AgencyId;
  readonly post: PostId;
  readonly kind: RequestRow['kind'];
  readonly at: Temporal.Instant;
  readonly words: RequestWords | null;
  readonly reply: string | null;
  readonly state: RequestRow['state'];
  readonly repliedAt: Temporal.Instant | null;
}

/** One earlier concern, as a bundle lists it. */
export interface BundledConcern {
  readonly id: ConcernId;
  readonly reference: string;
  readonly receivedAt: Temporal.Instant;
  readonly reporterKind: ReporterKind;
  readonly exploitation: boolean;
  readonly incident: ConcernId;
  readonly standing: string;
  readonly outcomes: readonly string[];
}

/** A hidden passage of one answer. */
export interface Mask {
  readonly id: string;
  readonly concern: ConcernId;
  readonly question: string;
  readonly start: number;
  readonly finish: number;
  readonly at: Temporal.Instant;
}

/** A request about to be saved. */
export type NewRequest = Pick<AskedRequest, 'id' | 'concern' | 'agency' | 'post' | 'kind' | 'at'> & {
  readonly words: RequestWords;
};

/** That somebody declared an interest in a concern. */
export interface DeclaredInterest {
  readonly reference: string;
  readonly account: AccountId;
  readonly post: PostId | null;
  readonly at: Temporal.Instant;
}

/** What the review of an emergency opening found. */
export interface OpeningReview {
  readonly at: Temporal.Instant;
  readonly by: AccountId;
  readonly finding: Finding;
  readonly reason: string;
}

/** Why something was decided, in the decider's words. */
export interface DecisionWords {
  readonly at: Temporal.Instant;
  readonly reason: string;
  readonly optionsSetAside: string;
  readonly wouldReopen: string;
}

/** What somebody may see of some concerns. In neither list: something is there, and whom to ask is all they are told. */
export interface ViewerStanding {
  readonly visible: readonly ConcernId[];
  /** Kept away from, whatever else is true: they are not told that one exists. */
  readonly kept: readonly ConcernId[];
  /** Every relation, by concern. */
  readonly relations: ReadonlyMap<ConcernId, readonly string[]>;
}

/** Where concerns are kept. Implemented by `store/` on PostgreSQL; each write goes through the caller's transaction. */
export interface ConcernStore extends KeepingStore, PatternStore, SignalStore {
  saveNewConcerns(tx: Tx, vault: Vault, fresh: readonly NewConcern[]): Promise<readonly ConcernId[]>;
  /** Which of these were sent before. */
  listSent(tx: Tx, sentHashes: readonly Uint8Array[]): Promise<readonly Uint8Array[]>;
  saveAct(
    tx: Tx,
    vault: Vault,
    after: Concern,
    act: ConcernAct,
    at: Temporal.Instant,
    detail: ActDetail,
  ): Promise<void>;
  findConcern(tx: Tx, id: ConcernId): Promise<LoadedConcern | null>;
  findConcernByReference(tx: Tx, reference: string): Promise<LoadedConcern | null>;
  findConcernByReceipt(tx: Tx, lookup: Uint8Array): Promise<LoadedConcern | null>;
  findConcernSent(tx: Tx, sentHash: Uint8Array): Promise<ConcernRow | null>;
  /** Rows of these concerns, oldest first: of those that `listStanding` lets the viewer be told of. */
  listRows(tx: Tx, ids: readonly ConcernId[]): Promise<readonly ConcernRow[]>;
  /** The children an outcome is owed for, in these concerns. */
  listSubjects(tx: Tx, ids: readonly ConcernId[]): Promise<readonly SubjectRow[]>;
  /** The newest decision of each of these concerns, its words opened. */
  listDecisions(
    tx: Tx,
    vault: Vault,
    ids: readonly ConcernId[],
  ): Promise<ReadonlyMap<ConcernId, DecisionWords>>;
  /** Every concern there is, with who told it: an agency's id, or the kind of person where no agency did. */
  listSources(tx: Tx): Promise<readonly { readonly concern: ConcernId; readonly source: string }[]>;
  /** Which of these concerns `viewer` is kept away from, whatever else is true: they are not told that one exists. */
  listKeptFrom(tx: Tx, ids: readonly ConcernId[], viewer: AccountId): Promise<readonly ConcernId[]>;
  /** How `viewer` stands to each of these concerns, by the same relations as the policies. */
  listStanding(tx: Tx, ids: readonly ConcernId[], viewer: AccountId): Promise<ViewerStanding>;
  /** Which of these records of people and things `viewer` may open, and which they may not even be told of. */
  listRecordStanding(tx: Tx, ids: readonly string[], viewer: AccountId): Promise<RecordStanding>;
  /** A concern by its id or its reference, its name alone: of restricted ones too. */
  findNamed(
    tx: Tx,
    by: { readonly id: ConcernId } | { readonly reference: string },
  ): Promise<{ readonly id: ConcernId; readonly reference: string } | null>;
  saveOpening(tx: Tx, vault: Vault, opening: EmergencyOpening, reason: string): Promise<void>;
  findOpening(
    tx: Tx,
    vault: Vault,
    id: string,
  ): Promise<{ opening: EmergencyOpening; reason: string | null; finding: string | null } | null>;
  /** False when somebody else had reviewed it. */
  saveOpeningReviewed(tx: Tx, vault: Vault, id: string, review: OpeningReview): Promise<boolean>;
  /** The newest openings, waiting ones first, those that `viewer` is kept away from left out. */
  listOpenings(tx: Tx, viewer: AccountId, limit: number): Promise<readonly EmergencyOpening[]>;
  /** Interests declared, newest first, in concerns that `viewer` is not kept away from. */
  listInterests(tx: Tx, viewer: AccountId, limit: number): Promise<readonly DeclaredInterest[]>;
  listOpeningRows(tx: Tx, ids: readonly string[]): Promise<readonly EmergencyOpening[]>;
  openTold(tx: Tx, vault: Vault, row: ConcernRow): Promise<Told | null>;
  openReporter(tx: Tx, vault: Vault, row: ConcernRow): Promise<ReporterDetails | null>;
  openActWords(tx: Tx, vault: Vault, act: ActRow): Promise<JsonObject | null>;
  saveMessage(tx: Tx, vault: Vault, message: NewMessage): Promise<void>;
  isMessageSent(tx: Tx, sentHash: Uint8Array): Promise<boolean>;
  settleHeldAnswer(tx: Tx, concern: ConcernId, sent: boolean): Promise<void>;
  listMessages(tx: Tx, vault: Vault, concern: ConcernId): Promise<readonly Message[]>;
  saveRequest(tx: Tx, vault: Vault, request: NewRequest): Promise<void>;
  saveReply(
    tx: Tx,
    vault: Vault,
    concern: ConcernId,
    id: string,
    state: 'answered' | 'declined',
    reply: string,
    at: Temporal.Instant,
  ): Promise<void>;
  listRequests(tx: Tx, vault: Vault, concern: ConcernId): Promise<readonly AskedRequest[]>;
  findRequestConcern(tx: Tx, id: string): Promise<ConcernId | null>;
  listBundled(tx: Tx, ids: readonly ConcernId[]): Promise<readonly BundledConcern[]>;
  saveEarlier(tx: Tx, id: ConcernId, earlier: number): Promise<void>;
  saveIncident(tx: Tx, concern: ConcernId, sameAs: ConcernId): Promise<void>;
  saveMask(tx: Tx, mask: Mask): Promise<void>;
  saveUnmask(tx: Tx, concern: ConcernId, mask: string, at: Temporal.Instant): Promise<void>;
  listMasks(tx: Tx, concern: ConcernId): Promise<readonly Mask[]>;
  saveNamedPerson(tx: Tx, concern: ConcernId, account: AccountId, at: Temporal.Instant): Promise<void>;
}
