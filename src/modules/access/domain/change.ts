import type { EntryDraft } from '../../../kernel/entry.ts';
import type { AccountId, AgencyId, AreaId, Id, PostId, TeamId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { isSignalRule, isWithinBounds, SIGNAL_RULES, type SignalRule } from '../../../kernel/signal-rules.ts';
import { isPostFunction, type PostFunction } from './post-function.ts';

/**
 * Changes to who the area is made of. Source: 20-domain.md, "Facts of the area kept as configuration: edited by an
 * administrator with the scrutineer's confirmation, each change a ledger entry". An organisation that could quietly
 * re-point the posts above a warning could make it climb to nobody.
 */
export type Change =
  | { readonly kind: 'add-area'; readonly area: AreaId; readonly name: string }
  | {
      readonly kind: 'add-agency';
      readonly agency: AgencyId;
      readonly area: AreaId;
      readonly name: string;
      readonly agencyKind: string;
      readonly outside: boolean;
    }
  | { readonly kind: 'add-team'; readonly team: TeamId; readonly agency: AgencyId; readonly name: string }
  | ({ readonly kind: 'add-post'; readonly post: PostId; readonly agency: AgencyId } & PostFacts)
  | ({ readonly kind: 'change-post'; readonly post: PostId } & PostFacts)
  | {
      readonly kind: 'appoint';
      readonly post: PostId;
      readonly account: AccountId;
      /** Epoch milliseconds, domain time; null for the moment it comes into force. */
      readonly from: number | null;
    }
  | { readonly kind: 'end-holding'; readonly post: PostId; readonly account: AccountId }
  | {
      /** When a rule that points something out does so; switched off, it goes on being counted. */
      readonly kind: 'set-rule';
      readonly rule: SignalRule;
      readonly on: boolean;
      readonly threshold: number;
    };

/** What may be said of a post. */
export interface PostFacts {
  readonly name: string;
  readonly team: TeamId | null;
  readonly functions: readonly PostFunction[];
  readonly reportsTo: PostId | null;
  readonly phone: string | null;
}

/** One proposed change to the area's configuration. */
export type ProposalId = Id<'proposal'>;

/** A change that waits for the scrutineer, or that has been settled. */
export interface Proposal {
  readonly id: ProposalId;
  readonly change: Change;
  readonly reason: string;
  readonly proposedBy: AccountId;
  /** Domain time. */
  readonly proposedAt: Temporal.Instant;
  readonly settled: 'confirmed' | 'refused' | null;
}

/** What each kind of change is called on the administrator's and the scrutineer's pages. */
export const CHANGE_WORDS: Readonly<Record<Change['kind'], string>> = {
  'add-area': 'Add an area',
  'add-agency': 'Add an agency',
  'add-team': 'Add a team',
  'add-post': 'Add a post',
  'change-post': 'Change a post',
  appoint: 'Appoint somebody to a post',
  'end-holding': 'End somebody’s time in a post',
  'set-rule': 'Set a rule that points something out',
};

const E164 = /^\+[1-9][0-9]{6,14}$/;

function checkName(name: string): Outcome<null> {
  const length = [...name.trim()].length;
  if (length === 0) return refuse('access.name-missing', 'name');
  return length > 200 ? refuse('access.name-too-long', 'name') : accept(null);
}

function checkFacts(facts: PostFacts, own: PostId): Outcome<null> {
  const name = checkName(facts.name);
  if (!name.ok) return name;
  if (!facts.functions.every(isPostFunction)) return refuse('access.function-unknown', 'functions');
  if (facts.phone !== null && !E164.test(facts.phone)) return refuse('access.phone-not-e164', 'phone');
  return facts.reportsTo === own ? refuse('access.reports-to-itself', 'reportsTo') : accept(null);
}

/**
 * Checks what can be checked of a change without looking anything up. Refuses an empty or over-long name, a function
 * that no policy knows, a phone that is not E.164, and a post that reports to itself.
 */
export function checkChange(change: Change): Outcome<null> {
  switch (change.kind) {
    case 'add-area':
    case 'add-team':
      return checkName(change.name);
    case 'add-agency':
      return /^[a-z][a-z-]{1,40}$/.test(change.agencyKind)
        ? checkName(change.name)
        : refuse('access.agency-kind-shape', 'agencyKind');
    case 'add-post':
    case 'change-post':
      return checkFacts(change, change.post);
    case 'appoint':
    case 'end-holding':
      return accept(null);
    case 'set-rule':
      if (!isSignalRule(change.rule)) return refuse('access.rule-unknown', 'rule');
      return isWithinBounds(change.rule, change.threshold)
        ? accept(null)
        : refuse('access.threshold-out-of-bounds', 'threshold');
  }
}

/** The ledger entry for a change that has come into force. */
export function entryForChange(change: Change): EntryDraft {
  const { kind, ...facts } = change;
  switch (change.kind) {
    case 'add-area':
      return { act: 'access.area-added', subject: { kind: 'area', id: change.area }, body: facts };
    case 'add-agency':
      return { act: 'access.agency-added', subject: { kind: 'agency', id: change.agency }, body: facts };
    case 'add-team':
      return { act: 'access.team-added', subject: { kind: 'team', id: change.team }, body: facts };
    case 'add-post':
      return { act: 'access.post-added', subject: { kind: 'post', id: change.post }, body: facts };
    case 'change-post':
      return { act: 'access.post-changed', subject: { kind: 'post', id: change.post }, body: facts };
    case 'appoint':
      return {
        act: 'access.holder-appointed',
        subject: { kind: 'post', id: change.post },
        about: [{ kind: 'account', id: change.account }],
        body: facts,
      };
    case 'end-holding':
      return {
        act: 'access.holding-ended',
        subject: { kind: 'post', id: change.post },
        about: [{ kind: 'account', id: change.account }],
        body: facts,
      };
    case 'set-rule':
      return {
        act: 'access.rule-set',
        subject: { kind: 'configuration', id: `access.rule.${change.rule}` },
        body: facts,
      };
  }
}

/** What a rule would be set to, in words: "Owed from 4 homes", "Switched off". */
export function sayRuleSetting({ rule, on, threshold }: Extract<Change, { kind: 'set-rule' }>): string {
  return on ? `Owed from ${threshold} ${SIGNAL_RULES[rule].counts} on` : 'Switched off';
}

/** Who wants to settle a proposal, and who made it. */
export interface Settling {
  readonly proposedBy: AccountId;
  readonly settledBy: AccountId;
  readonly alreadySettled: boolean;
  /** The settler wears a scrutineer's post for this act. */
  readonly asScrutineer: boolean;
}

/**
 * Whether this person may confirm or refuse this proposal. Refuses anybody but a scrutineer, the proposer themself
 * (whatever other posts they hold), and a proposal already settled.
 */
export function decideSettling(settling: Settling): Outcome<null> {
  if (settling.alreadySettled) return refuse('access.proposal-already-settled');
  if (settling.settledBy === settling.proposedBy) return refuse('access.proposer-cannot-confirm');
  return settling.asScrutineer ? accept(null) : refuse('access.only-the-scrutineer-confirms');
}
