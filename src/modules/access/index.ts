/**
 * Who uses Heed, in which post, and what they may see and do. The only importable face of this module.
 */
import type { FastifyInstance } from 'fastify';
import type { UnsentForms } from '../../kernel/access-check.ts';
import type { Vault } from '../../kernel/vault.ts';
import type { Frame } from '../../ui/index.ts';
import { issueTokenRoutes } from './api/issue-token.routes.ts';
import { addAccount as addAccountWith } from './commands/add-account.command.ts';
import { applyChange as applyChangeWith } from './commands/apply-change.command.ts';
import { bindCommands } from './commands/bind-commands.command.ts';
import { disableAccount as disableAccountWith } from './commands/disable-account.command.ts';
import { proposeChange as proposeChangeWith } from './commands/propose-change.command.ts';
import { settleProposal as settleProposalWith } from './commands/settle-proposal.command.ts';
import type {
  Adapters,
  ApiClientStore,
  OrganisationStore,
  ProofStore,
  ProposalDuties,
  ProposalStore,
  SessionStore,
} from './ports.ts';
import * as apiClients from './store/api-clients.store.ts';
import { type Autosaves, createAutosaves, createUnsentForms } from './store/autosaves.store.ts';
import type { CedarRules } from './store/cedar-rules.store.ts';
import {
  type Access,
  createAccess as createAccessCheck,
  type RelationViews,
} from './store/decide-access.store.ts';
import { type Callers, createCallers } from './store/identify-caller.store.ts';
import * as proofs from './store/proofs.store.ts';
import * as proposals from './store/proposals.store.ts';
import { findAccount, findAccountByEmail } from './store/read-organisation.store.ts';
import { findPost, listPostsOf } from './store/read-posts.store.ts';
import { saveAccount, saveAccountStopped } from './store/save-account.store.ts';
import { saveChange } from './store/save-change.store.ts';
import * as sessions from './store/sessions.store.ts';
import * as signIns from './store/sign-ins.store.ts';
import { accessRoutes } from './web/access.routes.ts';
import type { AccessWeb } from './web/access-web.routes.ts';
import type { DemoKeyHolder } from './web/demo.page.ts';

const organisation: OrganisationStore & ProposalStore = {
  findPost,
  saveChange,
  saveAccount,
  saveAccountStopped,
  findScrutineer: proposals.findScrutineer,
  saveProposal: proposals.saveProposal,
  lockProposal: proposals.lockProposal,
  saveSettlement: proposals.saveSettlement,
};

export const addAccount = addAccountWith(organisation);
export const applyChange = applyChangeWith(organisation);
export const disableAccount = disableAccountWith(organisation);

/** Proposing a change and answering it, with how the scrutineer's duty to answer is raised and met. */
export function createProposing(duties: ProposalDuties) {
  return {
    proposeChange: proposeChangeWith(organisation, duties),
    settleProposal: settleProposalWith(organisation, duties),
  };
}

const people: ProofStore & SessionStore & ApiClientStore = {
  ...apiClients,
  ...proofs,
  ...sessions,
  ...signIns,
  findAccount,
  findAccountByEmail,
  listPostsOf,
};

/** What this module needs of the program around it. */
export interface AccessModuleOptions
  extends Omit<
    AccessWeb,
    | 'access'
    | 'commands'
    | 'autosaves'
    | 'frame'
    | 'keyHolders'
    | 'policies'
    | 'proposeChange'
    | 'settleProposal'
    | 'addAccount'
    | 'disableAccount'
    | keyof Adapters
  > {
  readonly adapters: Adapters;
  /** How the scrutineer comes to owe an answer to a proposed change. */
  readonly proposalDuties: ProposalDuties;
  readonly vault: Vault;
  readonly rules: CedarRules;
  readonly views: RelationViews;
  /** The header in which a trusted proxy says the SHA-256 of a system's certificate; null where mutual TLS is off. */
  readonly thumbprintHeader: string | null;
}

/** This module, put together. */
export interface AccessModule {
  readonly access: Access;
  readonly callers: Callers;
  readonly unsent: UnsentForms;
  readonly autosaves: Autosaves;
  readonly commands: ReturnType<typeof bindCommands>;
  /** Adds this module's pages, each in `frame`. `keyHolders`: those whom a demonstration shows who sign in by keys of their own. */
  routes(app: FastifyInstance, frame: Frame, keyHolders: readonly DemoKeyHolder[]): void;
}

/** Puts this module together. */
export function createAccessModule(options: AccessModuleOptions): AccessModule {
  const { adapters, proposalDuties, vault, rules, views, thumbprintHeader, ...web } = options;
  const { spine } = web;
  const callers = createCallers(spine.db, spine.clock);
  const autosaves = createAutosaves(spine, vault);
  const commands = bindCommands({ ...adapters, store: people });
  const access = createAccessCheck({ rules, views, spine });
  const policies = rules.texts;
  const area = { access, policies, ...createProposing(proposalDuties), addAccount, disableAccount };
  return {
    access,
    callers,
    unsent: createUnsentForms(autosaves, callers.ownerOfLapsed),
    autosaves,
    commands,
    routes: (app, frame, keyHolders) => {
      accessRoutes(app, { ...web, ...adapters, ...area, frame, autosaves, commands, keyHolders });
      issueTokenRoutes(app, { spine, issueToken: commands.issueToken, thumbprintHeader });
    },
  };
}

export type { AddAccount } from './commands/add-account.command.ts';
export type { AddApiClient } from './commands/manage-api-clients.command.ts';
export type { ProposeChange } from './commands/propose-change.command.ts';
export type { SettleProposal } from './commands/settle-proposal.command.ts';
export { type AccessRule, RELATIONS, type Relation } from './domain/access-rule.ts';
export type { ApiClient, ApiScope } from './domain/api-client.ts';
export type { Change, PostFacts, Proposal, ProposalId } from './domain/change.ts';
export { deriveFormKey } from './domain/form-key.ts';
export type { Account, Agency, Holder, Holding, Post, Team } from './domain/organisation.ts';
export { isPostFunction, POST_FUNCTIONS, type PostFunction } from './domain/post-function.ts';
export { ACCESS_REFUSALS } from './domain/refusals.ts';
export type { SessionId } from './domain/session.ts';
export type { Adapters, ProposalDuties } from './ports.ts';
export type { Autosaves, KeptForm } from './store/autosaves.store.ts';
export { type CedarRules, readCedarRules, readPolicyFolder } from './store/cedar-rules.store.ts';
export {
  type Access,
  type AccessOptions,
  createAccess,
  type RelationViews,
  setAsOf,
} from './store/decide-access.store.ts';
export { describeChanges } from './store/describe-changes.store.ts';
export {
  listAllPosts,
  listHeldBy,
  type Named,
  type ReadHeldPosts,
  readHeldPosts,
  readNamed,
} from './store/held-posts.store.ts';
export { type Callers, createCallers } from './store/identify-caller.store.ts';
export { listNamesSeenBy } from './store/names-seen.store.ts';
export { findScrutineer, isProposalOpen, listOpenProposals } from './store/proposals.store.ts';
export {
  findAccount,
  findAccountByEmail,
  getAgency,
  listAccounts,
  listAgencies,
  listHoldings,
  listHoldingsAround,
  listTeams,
  type NamedHolding,
  nameAccounts,
} from './store/read-organisation.store.ts';
export {
  agencyOf,
  findPost,
  findPostByFunction,
  getPost,
  isSubordinate,
  lineAbove,
  listAllHolders,
  listHolders,
  listPosts,
  listPostsOf,
  listPostsWithFunction,
} from './store/read-posts.store.ts';
export { listRuleSettings, type StoredRuleSetting } from './store/rule-settings.store.ts';
export type { DemoKeyHolder } from './web/demo.page.ts';
