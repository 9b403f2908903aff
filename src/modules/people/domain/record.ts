/**
 * People and things on record, and what concerns name. Source: 20-domain.md, "People and things"; 60-linking.md: a person
 * confirms, refuses and undoes, and each is remembered.
 */
import type { RecordRef } from '../../../kernel/entry.ts';
import {
  type AccountId,
  asId,
  type ConcernId,
  type Id,
  type PersonId,
  type PostId,
  type ThingId,
} from '../../../kernel/ids.ts';
import type { MentionAsGiven, MentionKind } from '../../../kernel/mention.ts';
import type { KeyKind } from './key-kinds.ts';
import type { AgreedIn } from './score-proposal.ts';

export type MentionId = Id<'mention'>;

/** A person or thing on record. */
export type KnownRecord =
  | { readonly kind: 'person'; readonly id: PersonId }
  | { readonly kind: 'thing'; readonly id: ThingId };

/** Something a concern names, as kept. */
export interface Mention {
  readonly id: MentionId;
  readonly concern: ConcernId;
  readonly at: Temporal.Instant;
  readonly kind: MentionKind;
  /** The record a person confirmed this to be. */
  readonly record: KnownRecord | null;
  /** It is a record whose identity is protected from whoever reads: no record is told of, and none can be proposed. */
  readonly kept: boolean;
}

/** A mention with its words; `given` is `null` when the concern's words were erased. */
export interface OpenedMention extends Mention {
  readonly given: MentionAsGiven | null;
}

/** What is known of a record from one mention. */
export interface Fact {
  readonly at: Temporal.Instant;
  readonly concern: ConcernId | null;
  readonly given: MentionAsGiven;
  /** What says where they are was left out: it is protected from whoever reads. */
  readonly masked?: boolean;
  /** It was put on the record by itself: for whoever says who somebody is. */
  readonly put?: boolean;
}

/** What was given, without what says where somebody is. */
export function maskWhereabouts(given: MentionAsGiven): MentionAsGiven {
  if (given.kind !== 'child' && given.kind !== 'adult')
    return { ...given, ...(given.kind === 'place' ? { address: '', postcode: '', uprn: '' } : {}) };
  const {
    address: _address,
    postcode: _postcode,
    uprn: _uprn,
    phone: _phone,
    school: _school,
    description: _description,
    ...rest
  } = given;
  return rest;
}

/** Somebody or something that a mention may be, and why. */
export interface Proposal {
  readonly is:
    | { readonly what: 'record'; readonly record: KnownRecord; readonly facts: readonly Fact[] }
    | { readonly what: 'mention'; readonly mention: OpenedMention };
  /** In which ways they agree, those that tell most first. */
  readonly why: readonly KeyKind[];
  /** At least one of them is an identity. */
  readonly strong: boolean;
  /** Somebody said then that it is not the same; shown because a link was taken back, or because more is known since. */
  readonly refused?: { readonly at: Temporal.Instant; readonly news: boolean };
}

/** One mention of a concern, who it is or may be. */
export interface MentionWithProposals {
  readonly mention: OpenedMention;
  /** What is known of the record it is linked to; empty when it is not linked. */
  readonly facts: readonly Fact[];
  /** Who confirmed the link, where it is linked. */
  readonly by?: ConfirmedBy | undefined;
  readonly proposals: readonly Proposal[];
}

/** Every concern that proposals and facts come from: what a viewer may see of them is asked for these. */
export function listConcernsIn(named: readonly MentionWithProposals[]): readonly ConcernId[] {
  const ofFacts = (facts: readonly Fact[]) => facts.flatMap(({ concern }) => concern ?? []);
  const all = named.flatMap(({ facts, proposals }) => [
    ...ofFacts(facts),
    ...proposals.flatMap(({ is }) => (is.what === 'record' ? ofFacts(is.facts) : [is.mention.concern])),
  ]);
  return [...new Set(all)];
}

/**
 * How sure it is that two concerns speak of the same child, adult or thing: somebody said so; two people are very probably one,
 * by all that is known of both; a thing is one by its number, mark or place; or it is only possible.
 */
export type Strength = 'confirmed' | 'strong' | 'same-identity' | 'possible';

/** Another concern, and through which of this one's mentions it is related. */
export interface RelatedConcern {
  readonly concern: ConcernId;
  readonly via: readonly {
    readonly kind: MentionKind;
    readonly mention: MentionId;
    /** The other concern's mention. */
    readonly other: MentionId;
    readonly strength: Strength;
    /** Of two people that were weighed: in what they agree. */
    readonly agree: readonly AgreedIn[];
    /** Two people who are not one have a home or a telephone in common. */
    readonly household: boolean;
    /** Of what was confirmed: by whom, where that was asked. */
    readonly by?: ConfirmedBy | undefined;
  }[];
}

/** Who confirmed that something named is a record; all `null` but the time where Heed did by itself. */
export interface ConfirmedBy {
  readonly at: Temporal.Instant;
  readonly account: AccountId | null;
  readonly post: PostId | null;
}

/** Whether a mention of this kind can be this sort of record. */
export function recordKindOf(kind: MentionKind): KnownRecord['kind'] {
  return kind === 'child' || kind === 'adult' ? 'person' : 'thing';
}

/** Whether two mentions can be one record: two people can, and two things of one kind. */
export function canBeSame(a: MentionKind, b: MentionKind): boolean {
  return recordKindOf(a) === 'person' ? recordKindOf(b) === 'person' : a === b;
}

/** A record from its kind and its id, as they are kept. */
export function recordIn({
  kind,
  id,
}: {
  readonly kind: KnownRecord['kind'];
  readonly id: string;
}): KnownRecord {
  return kind === 'person' ? { kind, id: asId<'person'>(id) } : { kind, id: asId<'thing'>(id) };
}

/** The record as the ledger speaks of it. */
export function refOf(record: KnownRecord): RecordRef {
  return { kind: record.kind, id: record.id };
}
