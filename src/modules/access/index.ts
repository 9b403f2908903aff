/**
 * Who uses Heed, in which post, and what they may see and do. The only importable face of this module.
 */
import { addAccount as addAccountWith } from './commands/add-account.command.ts';
import { applyChange as applyChangeWith } from './commands/apply-change.command.ts';
import { disableAccount as disableAccountWith } from './commands/disable-account.command.ts';
import { proposeChange as proposeChangeWith } from './commands/propose-change.command.ts';
import { settleProposal as settleProposalWith } from './commands/settle-proposal.command.ts';
import type { OrganisationStore, ProposalStore } from './ports.ts';
import * as proposals from './store/proposals.store.ts';
import { findPost } from './store/read-posts.store.ts';
import { saveAccount, saveAccountStopped } from './store/save-account.store.ts';
import { saveChange } from './store/save-change.store.ts';

const organisation: OrganisationStore & ProposalStore = {
  findPost,
  saveChange,
  saveAccount,
  saveAccountStopped,
  saveProposal: proposals.saveProposal,
  lockProposal: proposals.lockProposal,
  saveSettlement: proposals.saveSettlement,
};

export const addAccount = addAccountWith(organisation);
export const applyChange = applyChangeWith(organisation);
export const disableAccount = disableAccountWith(organisation);
export const proposeChange = proposeChangeWith(organisation);
export const settleProposal = settleProposalWith(organisation);

export type { AddAccount } from './commands/add-account.command.ts';
export type { ProposeChange } from './commands/propose-change.command.ts';
export type { SettleProposal } from './commands/settle-proposal.command.ts';
export { type AccessRule, RELATIONS, type Relation } from './domain/access-rule.ts';
export type { ApiClient, ApiScope } from './domain/api-client.ts';
export type { Change, PostFacts, Proposal, ProposalId } from './domain/change.ts';
export type { Account, Agency, Holder, Holding, Post, Team } from './domain/organisation.ts';
export { isPostFunction, POST_FUNCTIONS, type PostFunction } from './domain/post-function.ts';
export { ACCESS_REFUSALS } from './domain/refusals.ts';
export type { SessionId } from './domain/session.ts';
export { type CedarRules, readCedarRules, readPolicyFolder } from './store/cedar-rules.store.ts';
export {
  type Access,
  type AccessOptions,
  createAccess,
  type RelationViews,
  setAsOf,
} from './store/decide-access.store.ts';
export { type Callers, createCallers } from './store/identify-caller.store.ts';
export { listOpenProposals } from './store/proposals.store.ts';
export {
  findAccount,
  findAccountByEmail,
  getAgency,
  listAccounts,
  listAgencies,
  listHoldings,
  listTeams,
} from './store/read-organisation.store.ts';
export {
  agencyOf,
  findPost,
  findPostByFunction,
  getPost,
  isSubordinate,
  lineAbove,
  listAllHolders,
  listAllPosts,
  listHolders,
  listPosts,
  listPostsOf,
  listPostsWithFunction,
} from './store/read-posts.store.ts';
