import type { AccessVerdict } from '../../kernel/access-check.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { EntryDraft, OutboxEvent, RecordRef } from '../../kernel/entry.ts';
import type { AccountId, ConcernId, PostId, ThingId } from '../../kernel/ids.ts';
import type { MentionAsGiven, MentionKind } from '../../kernel/mention.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { ChronologyLine } from './domain/chronology.ts';
import type { FactValue } from './domain/decide-fact.ts';
import type { FactKindName } from './domain/fact-kinds.ts';
import type { KeyKind } from './domain/key-kinds.ts';
import type { KeptProtection, PerhapsAnswer } from './domain/perhaps-named.ts';
import type { Protection } from './domain/protection.ts';
import type { Fact, KnownRecord, Mention, MentionId, OpenedMention } from './domain/record.ts';
import type { Relationship, RelationshipValue } from './domain/relationship.ts';

/** Who decided, and when. */
export type By = Pick<CommandContext, 'actor' | 'now'>;

/** A record with the kind of mention it was made from. */
export interface FoundRecord {
  readonly record: KnownRecord;
  readonly kind: MentionKind;
  readonly institution: boolean;
}

/** How a fact came to an end: it was so and no longer is, or it was never so. */
export type Ending = 'superseded' | 'withdrawn';

/** Who did something, in which post; `null` where no person did. */
export interface DoneBy {
  readonly account: AccountId | null;
  readonly post: PostId | null;
}

/** A fact put on a record, with how it ended where it did. */
export interface Detail {
  readonly id: string;
  readonly record: KnownRecord;
  readonly kind: FactKindName;
  readonly at: Temporal.Instant;
  readonly by: DoneBy;
  /** `null` where it is kept from whoever reads. */
  readonly value: FactValue | null;
  /** It says where somebody is whose address is protected. */
  readonly kept: boolean;
  readonly ended: {
    readonly at: Temporal.Instant;
    readonly how: Ending;
    readonly why: string | null;
    readonly by: DoneBy;
  } | null;
}

/** One record asked to be, or made, part of another. */
export interface Merge {
  readonly id: string;
  readonly kept: KnownRecord;
  readonly merged: KnownRecord;
  readonly state: 'proposed' | 'confirmed' | 'refused' | 'undone';
  readonly proposedAt: Temporal.Instant;
  /** `null` where Heed joined them by itself: the same verified number, name and date of birth. */
  readonly proposedBy: AccountId | null;
  readonly proposedPost: PostId | null;
  readonly reason: string | null;
  readonly settledAt: Temporal.Instant | null;
  readonly settledBy: AccountId | null;
  readonly settledPost: PostId | null;
  readonly finding: string | null;
  readonly undoneAt: Temporal.Instant | null;
  readonly undoneWhy: string | null;
}

/** Two records that somebody, or Heed itself, says are one, and why. */
export interface MergeToSave {
  readonly id: string;
  readonly kept: KnownRecord;
  readonly merged: KnownRecord;
  readonly reason: string;
}

/** What a second person is asked, beside joining: to take a join apart (`part`), to end a protection (`unprotect`). */
export interface SecondAsk {
  readonly id: string;
  readonly what: 'part' | 'unprotect';
  readonly record: KnownRecord;
  /** The join or the protection. */
  readonly of: string;
  readonly state: 'asked' | 'agreed' | 'refused';
  readonly askedAt: Temporal.Instant;
  readonly askedBy: AccountId;
  readonly askedPost: PostId;
  readonly reason: string | null;
  readonly settledAt: Temporal.Instant | null;
  readonly settledPost: PostId | null;
  /** Why the second person did not agree. */
  readonly finding: string | null;
}

/** A protected identity that something named in a concern may be, and who keeps the protection. */
export interface ProtectedMatch extends KeptProtection {
  readonly record: KnownRecord;
  readonly mention: MentionId;
  /** Kinds of key that agree, by their codes. */
  readonly codes: readonly number[];
}

/** A warning that may be about a protected identity, as its keepers know it. */
export interface PerhapsNamed {
  readonly mention: MentionId;
  readonly concern: ConcernId;
  readonly at: Temporal.Instant;
  readonly agrees: readonly KeyKind[];
  readonly answered: {
    readonly answer: PerhapsAnswer;
    readonly at: Temporal.Instant;
    readonly why: string | null;
    readonly by: DoneBy;
  } | null;
}

/** A concern as those are told of it who keep a protection that it may touch: no words of it. */
export interface ToldToKeepers {
  readonly reference: string;
  readonly receivedAt: Temporal.Instant;
  readonly toldBy: string;
  /** The post that owns it: whom to ask. */
  readonly owner: PostId;
  readonly mayOpen: boolean;
}

/** A record named in a concern that names another as well. */
export interface NamedTogether {
  readonly self: string;
  readonly concern: ConcernId;
  readonly at: Temporal.Instant;
  readonly other: FoundRecord;
}

/** A concern that names a record. */
export interface LinkedConcern {
  readonly concern: ConcernId;
  readonly mention: MentionId;
  /** The record it was linked to, before that was joined to another. */
  readonly record: KnownRecord;
  readonly linkedAt: Temporal.Instant;
}

/** What pages about records reach outside this module. Filled in compose. */
export interface RecordsOutside {
  /** References of those of these concerns that whoever looks may see; and whether there are others they may be told of. */
  seeConcerns(
    tx: Tx,
    ctx: CommandContext,
    concerns: readonly ConcernId[],
  ): Promise<{ readonly visible: ReadonlyMap<ConcernId, string>; readonly hidden: boolean }>;
  /** What other modules have of these concerns, which whoever looks may see, by reference; and of the records themselves. */
  listHappened(
    tx: Tx,
    ctx: CommandContext,
    concerns: ReadonlyMap<ConcernId, string>,
    records: readonly KnownRecord[],
  ): Promise<readonly ChronologyLine[]>;
  /** What those may be told of these concerns who keep a protection: without those kept from whoever looks, by name or restriction. */
  tellKeepers(
    tx: Tx,
    ctx: CommandContext,
    concerns: readonly ConcernId[],
  ): Promise<ReadonlyMap<ConcernId, ToldToKeepers>>;
  /** Names of posts, and of those people whom whoever looks may know by name. */
  names(tx: Tx, ctx: CommandContext): Promise<RecordNames>;
  /** May `actor` do `action` to `resource`, inside this transaction? */
  decide(
    tx: Tx,
    actor: Actor,
    action: `${string}.${string}`,
    resource: RecordRef | null,
    at: Temporal.Instant,
  ): Promise<AccessVerdict>;
}

export interface RecordNames {
  readonly post: (id: string | null) => string;
  readonly account: (id: string | null) => string;
  readonly posts: readonly { readonly id: PostId; readonly label: string }[];
}

/** What the second person owes about a proposed merge; filled in compose from the module of duties. */
export interface MergeDuties {
  raise(
    tx: Tx,
    ctx: CommandContext,
    merge: {
      readonly merge: string;
      readonly record: KnownRecord;
      readonly proposer: { readonly account: AccountId; readonly post: PostId };
    },
  ): Promise<Effects>;
  meet(
    tx: Tx,
    ctx: CommandContext,
    merge: { readonly merge: string; readonly record: KnownRecord; readonly act: `${string}.${string}` },
  ): Promise<Effects>;
}

/** What something done elsewhere in the same transaction adds to the entries and events. */
export interface Effects {
  readonly entries: readonly EntryDraft[];
  readonly events: readonly OutboxEvent[];
}

/** Where what is put on records is kept. Implemented by `store/` on PostgreSQL. */
export interface RecordStore {
  findRecord(tx: Tx, record: KnownRecord): Promise<FoundRecord | null>;
  /** A new record of this kind. */
  saveRecord(tx: Tx, by: By, record: KnownRecord, kind: MentionKind): Promise<void>;
  /** The record that this one is by now: itself, or the one it was joined to. */
  findRoot(tx: Tx, record: KnownRecord): Promise<KnownRecord>;
  /** The record and all that are joined to it. */
  listMembers(tx: Tx, root: KnownRecord): Promise<readonly KnownRecord[]>;
  saveDetail(
    tx: Tx,
    by: By,
    detail: { readonly id: string; readonly record: KnownRecord; readonly value: FactValue },
  ): Promise<void>;
  /** Ends a fact; false when it is not on this record, or was ended already. */
  saveDetailEnded(
    tx: Tx,
    by: By,
    ending: { readonly id: string; readonly record: KnownRecord; readonly how: Ending; readonly why: string },
  ): Promise<boolean>;
  listDetails(tx: Tx, records: readonly KnownRecord[]): Promise<readonly Detail[]>;
  /** Derives the record's own match keys again, from all that is known of it now. */
  refreshKeys(tx: Tx, by: By, record: KnownRecord): Promise<void>;
  saveRelationship(
    tx: Tx,
    by: By,
    one: {
      readonly id: string;
      readonly record: KnownRecord;
      readonly other: KnownRecord;
      readonly value: RelationshipValue;
    },
  ): Promise<void>;
  /** Ends a relationship of one of these records; false when it is not theirs, or was ended already. */
  saveRelationshipEnded(
    tx: Tx,
    by: By,
    of: readonly KnownRecord[],
    ending: { readonly id: string; readonly how: Ending; readonly why: string },
  ): Promise<boolean>;
  listRelationships(tx: Tx, records: readonly KnownRecord[]): Promise<readonly Relationship[]>;
  /** The same of those that were ended, each with how and when. */
  listEndedRelationships(
    tx: Tx,
    records: readonly KnownRecord[],
  ): Promise<
    readonly (Relationship & { readonly ended: { readonly at: Temporal.Instant; readonly how: Ending } })[]
  >;
  /** Keeps every other merge waiting until this transaction ends. */
  lockMerges(tx: Tx): Promise<void>;
  /** Breaks `people.merge-waiting` when these two are asked about or joined already. */
  saveMergeAsked(tx: Tx, by: By, merge: MergeToSave): Promise<void>;
  saveMergeSettled(
    tx: Tx,
    by: By,
    merge: Merge,
    answer: { readonly agreed: boolean; readonly finding: string | null },
  ): Promise<boolean>;
  saveMergeUndone(tx: Tx, by: By, merge: Merge, why: string): Promise<boolean>;
  findMerge(tx: Tx, id: string): Promise<Merge | null>;
  listMerges(tx: Tx, records: readonly KnownRecord[]): Promise<readonly Merge[]>;
  /** Asks for a second person. Breaks `people.ask-waiting` when the same is asked already. */
  saveAsked(
    tx: Tx,
    by: By,
    ask: Pick<SecondAsk, 'id' | 'what' | 'record' | 'of'> & { readonly reason: string },
  ): Promise<void>;
  /** Keeps the second person's answer; false when it was answered already. */
  saveAskSettled(
    tx: Tx,
    by: By,
    ask: SecondAsk,
    answer: { readonly agreed: boolean; readonly finding: string | null },
  ): Promise<boolean>;
  findAsk(tx: Tx, id: string): Promise<SecondAsk | null>;
  /** Every ask about these joins and protections, oldest first. */
  listAsks(tx: Tx, of: readonly string[]): Promise<readonly SecondAsk[]>;
  /** Protected identities that what this concern names may be, that nobody was told of, linked or refused. */
  listProtectedAlike(tx: Tx, concern: ConcernId): Promise<readonly ProtectedMatch[]>;
  /** Remembers that it may be about them; false when that was remembered already. */
  savePerhapsNamed(
    tx: Tx,
    by: By,
    concern: ConcernId,
    match: Pick<ProtectedMatch, 'record' | 'mention' | 'codes'>,
  ): Promise<boolean>;
  /** Answers one; false when it was answered already, or was never there. */
  savePerhapsAnswered(
    tx: Tx,
    by: By,
    answered: {
      readonly record: KnownRecord;
      readonly mention: MentionId;
      readonly answer: PerhapsAnswer;
      readonly why: string;
    },
  ): Promise<boolean>;
  /** Warnings that may be about this record, newest first; for its keepers alone. */
  listPerhapsNamed(tx: Tx, record: KnownRecord): Promise<readonly PerhapsNamed[]>;
  /** How many of them wait for an answer; of one concern, where one is given. */
  countPerhapsWaiting(tx: Tx, record: string, concern?: string | null): Promise<number>;
  /** These mentions, opened, by id. */
  openMentions(tx: Tx, ids: readonly MentionId[]): Promise<ReadonlyMap<MentionId, OpenedMention>>;
  saveProtection(
    tx: Tx,
    by: By,
    record: KnownRecord,
    protection: Omit<Protection, 'at'> & { readonly reason: string },
  ): Promise<void>;
  saveProtectionEnded(
    tx: Tx,
    by: By,
    record: KnownRecord,
    ending: { readonly id: string; readonly why: string },
  ): Promise<boolean>;
  listProtections(tx: Tx, record: KnownRecord): Promise<readonly Protection[]>;
  /** Every protection there ever was on these records, oldest first; `endedAt` where it no longer stands. */
  listEveryProtection(
    tx: Tx,
    records: readonly KnownRecord[],
  ): Promise<readonly (Omit<Protection, 'posts'> & { readonly endedAt: Temporal.Instant | null })[]>;
  /** Those of these records whose identity is protected from whoever acts. */
  listKeptFrom(tx: Tx, by: By, records: readonly KnownRecord[]): Promise<ReadonlySet<string>>;
  /** Those of these records whose identity is protected at all. */
  listProtectedIdentities(tx: Tx, records: readonly KnownRecord[]): Promise<ReadonlySet<string>>;
  /** What concerns gave these records and those joined to them, oldest first, by record id. */
  listFacts(tx: Tx, records: readonly KnownRecord[]): Promise<ReadonlyMap<string, readonly Fact[]>>;
  /** Every concern that names one of these records, newest first, with when somebody said so. */
  listLinks(tx: Tx, records: readonly KnownRecord[]): Promise<readonly LinkedConcern[]>;
  /** Everybody and everything on record that a concern which names one of these records names as well. */
  listNamedBeside(tx: Tx, records: readonly KnownRecord[]): Promise<readonly FoundRecord[]>;
  /** Every record that the newest concerns of these name as well, each time with the concern. */
  listNamedTogether(tx: Tx, records: readonly KnownRecord[]): Promise<readonly NamedTogether[]>;
  /** Other records that may be the same, by what is known of them. */
  listAlikeRecords(tx: Tx, root: KnownRecord): Promise<readonly KnownRecord[]>;
  /** The newest concerns, and their mentions, linked to each of these records: what is laid beside the others again. */
  listNewestLinks(
    tx: Tx,
    records: readonly KnownRecord[],
  ): Promise<
    readonly { readonly concern: ConcernId; readonly mention: MentionId; readonly record: KnownRecord }[]
  >;
}

/** Where mentions, records and what people decided about them are kept. Implemented by `store/` on PostgreSQL. */
export interface PeopleStore {
  findMention(tx: Tx, id: MentionId): Promise<Mention | null>;
  findRecord(tx: Tx, record: KnownRecord): Promise<FoundRecord | null>;
  /** A new record of this kind. */
  saveRecord(tx: Tx, by: By, record: KnownRecord, kind: MentionKind): Promise<void>;
  /**
   * Confirms that the mention is the record, and copies what the mention gave to the record. Breaks the constraint
   * `people.already-linked` when somebody else linked it first.
   */
  saveLink(tx: Tx, ctx: CommandContext, mention: Mention, found: FoundRecord): Promise<void>;
  /** Takes a confirmed link back: the record keeps nothing of what the mention gave. */
  saveUnlink(tx: Tx, by: By, mention: Mention): Promise<void>;
  /** Remembers that the mention is not the record. */
  saveRefusal(tx: Tx, by: By, mention: MentionId, record: KnownRecord): Promise<void>;
  /** Remembers that two mentions are not the same. */
  saveUnlike(tx: Tx, by: By, a: MentionId, b: MentionId): Promise<void>;
  saveInstitution(tx: Tx, thing: ThingId, institution: boolean): Promise<void>;
  /** Those of these records whose identity is protected from whoever acts. */
  listKeptFrom(tx: Tx, by: By, records: readonly KnownRecord[]): Promise<ReadonlySet<string>>;
  /** Derives the record's own match keys again, from all that is known of it now. */
  refreshKeys(tx: Tx, by: By, record: KnownRecord): Promise<void>;
  /** What is known of these records, oldest first, by record id. */
  listFacts(tx: Tx, records: readonly KnownRecord[]): Promise<ReadonlyMap<string, readonly Fact[]>>;
  /** Those of these records whose identity is protected at all. */
  listProtectedIdentities(tx: Tx, records: readonly KnownRecord[]): Promise<ReadonlySet<string>>;
}

/** What a concern names, to be kept under ids already made. */
export interface MentionsToSave {
  readonly concern: ConcernId;
  /** When it was said: ages are counted from that day. */
  readonly at: Temporal.Instant;
  readonly mentions: readonly MentionAsGiven[];
  /** One fresh id for each, in order. */
  readonly ids: readonly string[];
}
