import type { RecordRef } from '../../kernel/entry.ts';
import type { AccountId, DutyId, Id, PostId } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { CalendarId } from './domain/calendar.ts';
import type { Ladder, PostLookup } from './domain/ladder.ts';
import type { DutyOnLadder, Step } from './domain/next-step.ts';
import type { DutyRule, LadderKey } from './domain/rule.ts';

export type NoticeId = Id<'notice'>;
export type ProposalId = Id<'proposal'>;

/** How a notice leaves Heed. In-app notices are always kept besides. */
export type NoticeMeans = 'email' | 'sms';

/** The texts a notice may use; each says that there is a duty, or word about a reference, and never what about. */
export type NoticeTemplate = 'duty' | 'digest' | 'weekly' | 'alarm' | 'word';

/** Sends one message to one person. Throws when it could not be handed over; the caller tries again and alarms. */
export interface NoticeSender {
  send(message: {
    /** An e-mail address, or a telephone number in E.164. */
    readonly to: string;
    readonly means: NoticeMeans;
    readonly template: NoticeTemplate;
    /** "HD-7K2M-94", or several, or a count: never a name or a narrative. Null where there is none to give. */
    readonly reference: string | null;
  }): Promise<void>;
}

/** What a record is, in one line, for somebody who may see it. */
export interface SubjectLine {
  readonly line: string;
  readonly reference: string | null;
  readonly href: string;
}

/** Describes what duties are about; implemented by the modules that own the records. Missing: "a record". */
export type DescribeSubjects = (
  tx: Tx,
  refs: readonly RecordRef[],
  viewer: AccountId,
) => Promise<ReadonlyMap<string, SubjectLine>>;

/**
 * Whether what a duty is about still owes it, by its own state; implemented by the modules that own the records. While
 * it does, no two people can agree the duty away: only the act that meets it ends it.
 */
export type IsStillOwed = (
  tx: Tx,
  duty: { readonly rule: string; readonly about: RecordRef; readonly key: string },
) => Promise<boolean>;

/** A duty to be raised. */
export interface RaiseDuty {
  /** A rule's id, such as `front-door.open`. */
  readonly rule: string;
  readonly about: RecordRef;
  /** Which of several of one rule about one record: a request's id, a child's subject key. */
  readonly key?: string;
  /** The post that owes it. */
  readonly post: PostId;
  /** Who holds that post now, where whoever raises it has read that already; looked up otherwise. */
  readonly holders?: readonly AccountId[];
  /** When the clock began; the command's own moment where absent. */
  readonly from?: Temporal.Instant;
  /** Only for rules without a clock of their own. */
  readonly dueAt?: Temporal.Instant;
  /** What may be said outside Heed: "HD-7K2M-94". */
  readonly reference?: string;
  readonly earlierWarnings?: number;
  /** Posts named in the matter or in the line of somebody named: never told. */
  readonly skipPosts?: readonly PostId[];
  /** People named in the matter, whichever post they hold. */
  readonly skipHolders?: readonly AccountId[];
  readonly telephone?: string;
  readonly cause?: DutyId;
}

/** A duty as it was raised. */
export interface RaisedDuty {
  readonly id: DutyId;
  readonly rule: string;
  readonly about: RecordRef;
  readonly key: string;
  readonly post: PostId;
  readonly dueAt: Temporal.Instant;
}

/** An open duty that has come due for something, locked for this transaction. */
export interface DueDuty {
  readonly id: DutyId;
  readonly rule: DutyRule;
  readonly about: RecordRef;
  readonly reference: string | null;
  readonly calendar: CalendarId;
  readonly state: DutyOnLadder;
  readonly earlierWarnings: number;
}

/** A duty after the engine has caught it up. */
export interface SteppedDuty {
  readonly duty: DueDuty;
  readonly steps: readonly Step[];
  readonly state: DutyOnLadder;
  readonly nextAt: Temporal.Instant | null;
}

/** A notice to be kept and, by its means, sent. */
export interface NewNotice {
  readonly id: NoticeId;
  readonly duty: DutyId | null;
  readonly post: PostId;
  readonly kind: string;
  readonly means: readonly NoticeMeans[];
  readonly reference: string | null;
}

/** Something wrong with the machinery; `about` tells two alarms of one kind apart. */
export interface NewAlarm {
  readonly kind:
    | 'ladder-inside-one-agency'
    | 'no-ladder'
    | 'nobody-left'
    | 'duty-not-worked-out'
    | 'send-failed'
    | 'calendar-ended'
    | 'event-dead'
    | 'ledger-tampered'
    | 'ledger-not-witnessed'
    | 'ledger-refused'
    | 'ledger-succeeded';
  readonly about: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
}

/** Finds the ladder in force for a key and an owner: the post's own before everybody's. */
export type LadderLookup = (key: LadderKey, owner: PostId) => Ladder | undefined;

/** What the engine needs of the database. */
export interface EngineStore {
  /** Locks up to `limit` open duties whose moment has come, earliest first, passing by those another worker holds. */
  lockDue(tx: Tx, now: Temporal.Instant, limit: number): Promise<readonly DueDuty[]>;
  readLadders(tx: Tx, now: Temporal.Instant): Promise<LadderLookup>;
  readPosts(tx: Tx, now: Temporal.Instant): Promise<PostLookup>;
  /** Telephone numbers of posts, where they have one. */
  readTelephones(tx: Tx, posts: readonly PostId[]): Promise<ReadonlyMap<PostId, string>>;
  saveSteps(tx: Tx, now: Temporal.Instant, stepped: readonly SteppedDuty[]): Promise<void>;
  saveNotices(tx: Tx, now: Temporal.Instant, notices: readonly NewNotice[]): Promise<void>;
  /** Keeps an alarm unless the same one is already open; gives those that are new. */
  saveAlarms(
    tx: Tx,
    now: Temporal.Instant,
    alarms: readonly (NewAlarm & { readonly id: Id<'alarm'> })[],
  ): Promise<readonly NewAlarm[]>;
  listAdministrators(tx: Tx): Promise<readonly PostId[]>;
  /** The posts outside the organisation that hear of what its own administrators might keep to themselves. */
  listScrutineers(tx: Tx): Promise<readonly PostId[]>;
}

/** A duty as it is shown; `state` says whether it is still open. */
export interface OpenDuty {
  readonly id: DutyId;
  readonly rule: string;
  readonly ruleVersion: number;
  readonly what: string;
  readonly about: RecordRef;
  readonly key: string;
  readonly reference: string | null;
  /** Who owes it. */
  readonly post: PostId;
  readonly red: boolean;
  readonly from: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly originalDueAt: Temporal.Instant;
  readonly covered: boolean;
  readonly earlierWarnings: number;
  readonly telephone: string | null;
  readonly state: 'open' | 'met' | 'withdrawn';
  readonly endedAt: Temporal.Instant | null;
  readonly missedAt: Temporal.Instant | null;
  readonly rung: number;
  readonly standing: readonly PostId[];
  /** Posts above the owner that must act on it. */
  readonly told: readonly PostId[];
}

/** A request for more time, a withdrawal or a changed ladder, waiting for its second person. */
export interface OpenProposal {
  readonly id: ProposalId;
  readonly kind: 'extension' | 'withdrawal' | 'ladder';
  readonly duty: DutyId | null;
  readonly askedBy: AccountId;
  readonly askedPost: PostId;
  readonly askedAt: Temporal.Instant;
  /** Sealed. */
  readonly reason: Uint8Array;
  readonly newDueAt: Temporal.Instant | null;
  readonly ladder: { readonly ladder: Ladder; readonly post: PostId | null } | null;
}

/** What people's acts on duties need of the database. */
export interface DutyStore extends Pick<EngineStore, 'readPosts' | 'saveNotices'> {
  findDuty(
    tx: Tx,
    id: DutyId,
    posts: readonly PostId[],
    viewer: AccountId | null,
  ): Promise<OpenDuty | undefined>;
  /** The posts this account holds at `at`. */
  listHats(tx: Tx, account: AccountId, at: Temporal.Instant): Promise<readonly PostId[]>;
  /** The posts above `post`, nearest first. */
  listLine(tx: Tx, post: PostId): Promise<readonly PostId[]>;
  isScrutineer(tx: Tx, posts: readonly PostId[]): Promise<boolean>;
  /** The scrutineer's post that owes the answer to what `proposer` proposes; null where the area has none. */
  findScrutineer(tx: Tx, at: Temporal.Instant, proposer: AccountId): Promise<PostId | null>;
  /** Marks the rungs of a duty held by `posts` as acknowledged by name; gives how many were not already. */
  saveAcknowledged(
    tx: Tx,
    now: Temporal.Instant,
    duty: DutyId,
    posts: readonly PostId[],
    by: AccountId,
  ): Promise<number>;
  saveProposal(tx: Tx, proposal: OpenProposal): Promise<void>;
  lockProposal(tx: Tx, id: ProposalId): Promise<OpenProposal | undefined>;
  saveSettled(
    tx: Tx,
    now: Temporal.Instant,
    id: ProposalId,
    answer: 'confirmed' | 'refused',
    by: AccountId,
  ): Promise<void>;
  /** Gives an open duty its new due time; the original stays, and the engine looks again at once. False when it has ended. */
  saveExtended(tx: Tx, now: Temporal.Instant, duty: DutyId, dueAt: Temporal.Instant): Promise<boolean>;
  /** Ends an open duty as withdrawn. False when it has ended. */
  saveWithdrawn(tx: Tx, now: Temporal.Instant, duty: DutyId, by: AccountId): Promise<boolean>;
  saveLadder(
    tx: Tx,
    id: Id<'ladder'>,
    at: Temporal.Instant,
    ladder: Ladder,
    post: PostId | null,
  ): Promise<number>;
}
