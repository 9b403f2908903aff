import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent, RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, AgencyId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { RuleSetting, SignalRule } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { OwedRule } from '../domain/owed.ts';
import type { RoutePost } from '../domain/route.ts';
import type { NamedHere, NetworksPort } from './networks.ports.ts';
import type { ConcernStore } from './store.ports.ts';

/** A duty to be raised about a concern, a request or a pattern. */
export interface DutyToRaise {
  readonly rule:
    | OwedRule
    | 'front-door.review-pattern'
    | 'front-door.review-break-glass'
    | 'information.confirm-erasure';
  readonly about: RecordRef;
  readonly key: string;
  /** What may be said outside Heed: "HD-7K2M-94". */
  readonly reference: string;
  readonly post: PostId;
  /** Who holds that post now. */
  readonly holders: readonly AccountId[];
  readonly from: Temporal.Instant;
  readonly earlierWarnings: number;
  readonly skipPosts: readonly PostId[];
  readonly skipHolders: readonly AccountId[];
}

/** What a write in another module wants entered and sent in this transaction. */
export interface Effects {
  readonly entries: readonly EntryDraft[];
  readonly events: readonly OutboxEvent[];
}

/** The duties module, as concerns need it. */
export interface DutiesPort {
  raise(
    tx: Tx,
    ctx: CommandContext,
    duties: readonly DutyToRaise[],
  ): Promise<Effects & { readonly due: readonly { rule: string; key: string; dueAt: Temporal.Instant }[] }>;
  meet(
    tx: Tx,
    ctx: CommandContext,
    met: {
      readonly about: RecordRef;
      readonly act: `${string}.${string}`;
      readonly which: readonly { rule: string; key: string }[];
    },
  ): Promise<Effects>;
  /** Open and overdue duties of these posts: what the decider was carrying at that moment. */
  countOpen(
    tx: Tx,
    posts: readonly PostId[],
    at: Temporal.Instant,
  ): Promise<{ readonly open: number; readonly overdue: number }>;
  /** More (or fewer) earlier warnings were found: the inbox sorts by it. */
  updateEarlierWarnings(tx: Tx, about: RecordRef, earlierWarnings: number): Promise<void>;
  /** Hides every open duty about this record from these posts and people, and from no others. */
  move(
    tx: Tx,
    ctx: CommandContext,
    about: RecordRef,
    named: { readonly skipPosts: readonly PostId[]; readonly skipHolders: readonly AccountId[] },
  ): Promise<Effects>;
  /** Ends every open duty about a record whose words a restore found to be erased: nobody can do it any more. */
  endErased(tx: Tx, ctx: CommandContext, about: RecordRef): Promise<Effects>;
  /** Tells posts something at once that they owe nothing by; gives the events that send it. */
  tell(
    tx: Tx,
    ctx: CommandContext,
    told: readonly {
      readonly posts: readonly PostId[];
      readonly kind: 'emergency-opening' | 'emergency-not-fitting';
      readonly reference: string | null;
    }[],
  ): Promise<readonly OutboxEvent[]>;
  /** Every post that a duty about this record has climbed to, oldest first. */
  listClimbs(
    tx: Tx,
    about: RecordRef,
  ): Promise<
    readonly {
      readonly what: string;
      readonly post: PostId;
      readonly part: 'acts' | 'informs';
      readonly at: Temporal.Instant;
    }[]
  >;
  /** When each open duty about this record is due. */
  listOpenAbout(
    tx: Tx,
    about: RecordRef,
  ): Promise<readonly { rule: string; key: string; dueAt: Temporal.Instant; post: PostId }[]>;
}

/** How another concern is related: through what, and how sure that is. */
export interface RelatedConcern {
  readonly concern: ConcernId;
  readonly via: readonly {
    readonly kind: MentionAsGiven['kind'];
    readonly mention: string;
    /** Somebody said so; very probably one, by all that is known of both people; one thing by its own identity; or possible. */
    readonly strength: 'confirmed' | 'strong' | 'same-identity' | 'possible';
    /** Of two people that were weighed: in what they agree. */
    readonly agree: readonly AgreedIn[];
    /** Two people who are not one have a home or a telephone in common. */
    readonly household: boolean;
    /** Of what was confirmed, by whom; `post` is `null` where Heed did by itself. */
    readonly by?: { readonly at: Temporal.Instant; readonly post: PostId | null } | undefined;
  }[];
}

/** In what two people agree. */
export type AgreedIn = 'number' | 'name' | 'birth' | 'age' | 'address' | 'phone' | 'school';

/** The people module, as concerns need it. */
export interface PeoplePort {
  /** Keeps what a concern names, as given, and its match keys, under the ids given. */
  saveMentions(
    tx: Tx,
    ctx: CommandContext,
    input: {
      readonly concern: ConcernId;
      readonly at: Temporal.Instant;
      readonly mentions: readonly MentionAsGiven[];
      /** One fresh id for each mention, in order. */
      readonly ids: readonly string[];
    },
  ): Promise<{ readonly entries: readonly EntryDraft[]; readonly named: readonly NamedHere[] }>;
  /** The same for many concerns at once: one statement. */
  saveManyMentions(
    tx: Tx,
    inputs: readonly {
      readonly concern: ConcernId;
      readonly at: Temporal.Instant;
      readonly mentions: readonly MentionAsGiven[];
      readonly ids: readonly string[];
    }[],
  ): Promise<readonly NamedHere[]>;
  /** Every other concern about the same child, adult or thing, newest first; institutions excepted. Only reads. */
  listRelated(tx: Tx, concern: ConcernId): Promise<readonly RelatedConcern[]>;
  /**
   * The same, for a concern just told or laid again: weighs whom it names against those who may be the same and keeps what that
   * came to; links by itself only what is beyond doubt, and says so in what it gives to be entered.
   */
  relate(
    tx: Tx,
    ctx: CommandContext,
    concern: ConcernId,
  ): Promise<Effects & { readonly related: readonly RelatedConcern[] }>;
  /** Concerns that name somebody or something by this name, number, mark or postcode; at most `most`, newest first. */
  findByTerm(tx: Tx, term: string, most: number): Promise<readonly ConcernId[]>;
  /** Concerns that name what `term` can be, and records that are it, those that agree most first; at most `most`. */
  findNamed(
    tx: Tx,
    term: string,
    most: number,
    at: Temporal.Instant,
  ): Promise<readonly { readonly concern: ConcernId | null; readonly record: NamedRecord | null }[]>;
  /** Every concern that names each of these records, newest first, by record id. */
  listConcernsOf(tx: Tx, records: readonly NamedRecord[]): Promise<ReadonlyMap<string, readonly ConcernId[]>>;
  /** These records in a line each, from what is known of them by these concerns and by what was put on record. */
  describeFound(
    tx: Tx,
    asked: {
      readonly records: readonly NamedRecord[];
      readonly visible: ReadonlySet<ConcernId>;
      readonly term: string;
      readonly at: Temporal.Instant;
    },
  ): Promise<readonly FoundRecord[]>;
  /** Why `term` finds one of these, in plain words; `null` where a mark was asked for that none of them can be. */
  explainFound(
    term: string,
    at: Temporal.Instant,
    known: readonly { readonly given: MentionAsGiven; readonly at: Temporal.Instant }[],
  ): WhyFound | null;
}

/** A person or thing on record. */
export interface NamedRecord {
  readonly kind: 'person' | 'thing';
  readonly id: string;
}

/** Why something was found; `as`: under which name, where a name is what agrees. */
export interface WhyFound {
  readonly why: string;
  readonly as: string | null;
}

/** A record in one line, as whoever looks may see it. */
export interface FoundRecord {
  readonly record: NamedRecord;
  readonly kind: MentionAsGiven['kind'];
  /** What it is called; `null` where nothing that may be shown says. */
  readonly called: string | null;
  /** "19 May 2012", "about 14": as far as it is known. */
  readonly born: string | null;
  readonly found: WhyFound | null;
}

/** What things in the organisation are called. */
export interface Names {
  readonly post: (id: string | null) => string;
  readonly account: (id: string | null) => string;
  readonly agency: (id: string | null) => string;
  /** Every post, to choose one from, by agency and name. */
  readonly posts: readonly { readonly id: PostId; readonly agency: AgencyId; readonly label: string }[];
  readonly accounts: readonly { readonly id: AccountId; readonly name: string }[];
}

/** A file of a concern. `name` is `null` when the concern was erased, and the file with it. */
export interface ConcernFile {
  readonly id: string;
  readonly name: string | null;
  readonly mediaType: string;
  readonly bytes: number;
  readonly scan: 'clean' | 'not-scanned';
  readonly lockedAt: Temporal.Instant | null;
}

/** One entry of the ledger about a record. */
export interface Look {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly act: string;
  readonly basis: string | null;
  /** `account`, `client`, `public`, `reporter`, `engine` or `operator`. */
  readonly byKind: string;
  readonly by: string | null;
  readonly post: string | null;
}

/** Files taken in beforehand, as concerns need them. */
export interface FilesPort {
  /**
   * Makes waiting files part of this concern, under its own key. `holder`, where given, must be who handed them in.
   * `null` when one of them isn't waiting.
   */
  keep(
    tx: Tx,
    concern: ConcernId,
    ids: readonly string[],
    holder: string | null,
  ): Promise<readonly ConcernFile[] | null>;
  /** The concern's files, oldest first. */
  list(tx: Tx, concern: ConcernId): Promise<readonly ConcernFile[]>;
  /** One of them, with its content for when the transaction is over; `null` when it isn't there or was erased. */
  find(
    tx: Tx,
    concern: ConcernId,
    id: string,
  ): Promise<
    (ConcernFile & { readonly name: string; readonly content: () => AsyncIterable<Uint8Array> }) | null
  >;
  /** Locks it, for police posts only from now on. False when it was locked already, or isn't there. */
  lock(tx: Tx, concern: ConcernId, id: string, at: Temporal.Instant): Promise<boolean>;
}

/** Everything a concern's commands reach outside themselves. Built in compose. */
export interface ConcernsPorts {
  readonly store: ConcernStore;
  readonly vault: Vault;
  readonly duties: DutiesPort;
  readonly people: PeoplePort;
  readonly networks: NetworksPort;
  readonly files: FilesPort;
  /** The organisation as it stands at one moment: some hundreds of posts, read whole. */
  readonly organisation: (tx: Tx, now: Temporal.Instant) => Promise<readonly RoutePost[]>;
  /**
   * Names of posts and agencies, and of those people whom this viewer may know by name; somebody else is "the person in
   * post".
   */
  readonly names: (tx: Tx, ctx: CommandContext) => Promise<Names>;
  /** Everybody who uses Heed, to find who a concern about a worker names; never shown. */
  readonly listWorkers: (tx: Tx) => Promise<readonly { readonly id: AccountId; readonly name: string }[]>;
  /** True when the front door is staffed: weekday office hours, bank holidays excepted. */
  readonly isOfficeHours: (at: Temporal.Instant) => boolean;
  /** Which of these concerns this account had opened before now, from the ledger: computed, never typed. */
  readonly listOpenedBy: (
    tx: Tx,
    account: AccountId,
    concerns: readonly ConcernId[],
  ) => Promise<readonly ConcernId[]>;
  /** Says, for the rest of this transaction, as of when relations are asked: for commands that ask how people stand. */
  readonly setAsOf: (tx: Tx, at: Temporal.Instant) => Promise<void>;
  /** Who came near a record, from the ledger, newest first. */
  readonly listLooks: (
    tx: Tx,
    wanted: {
      readonly about: RecordRef;
      readonly before: string | null;
      readonly limit: number;
      readonly by?: string;
      readonly basis?: string;
    },
  ) => Promise<readonly Look[]>;
  /**
   * The proof that a concern was entered in the ledger as received, as a file; `not-yet` for the second or two until that is
   * signed for.
   */
  readonly proveReceived: (tx: Tx, concern: ConcernId) => Promise<Uint8Array | 'not-yet'>;
  /** Receipts: eight words and digits, and the look-up kept instead of them (70-disclosures.md 9.4). */
  readonly receipts: {
    make(secret: Uint8Array): {
      readonly words: readonly string[];
      readonly digits: string;
      readonly lookup: Uint8Array;
    };
    /** The look-up for a token, or for words or digits as typed; one that finds nothing when they can't be a receipt. */
    lookup(receipt: string): Uint8Array;
  };
  /** A reference from eight random bytes: "HD-7K2M-94"; longer with each `attempt` that found it taken. */
  readonly makeReference: (random: Uint8Array, attempt: number) => string;
  /** The reference in what somebody typed, or null. */
  readonly readReference: (typed: string) => string | null;
  /** Secrets from outside the database. */
  readonly keys: { readonly pepper: Uint8Array };
  /** Random bytes, from the machine; deterministic in the demo and tests. */
  readonly randomBytes: (length: number) => Uint8Array;
  /** What the area set rules to, with the scrutineer's confirmation; a rule nobody set is not among them. */
  readonly ruleSettings: (tx: Tx) => Promise<ReadonlyMap<SignalRule, RuleSetting>>;
  /** When several warnings become a pattern, where the area did not set it through the pages. */
  readonly patternThreshold: {
    readonly incidents: number;
    readonly kinds: number;
    readonly months: number;
  };
}
