import type { AccountId, IdSource, PostId } from '../../kernel/ids.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { Change, Proposal, ProposalId } from './domain/change.ts';
import type { Account, Post } from './domain/organisation.ts';

/** The moment a change comes into force: domain time, wall time for sessions, and fresh ids. */
export interface Moment {
  readonly now: Temporal.Instant;
  readonly wall: Temporal.Instant;
  readonly ids: IdSource;
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
