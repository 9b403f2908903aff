import type { Command } from '../../../kernel/command.ts';
import type { AccountId } from '../../../kernel/ids.ts';
import type { SignalRule } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { Frame } from '../../../ui/index.ts';
import type { AddAccount } from '../commands/add-account.command.ts';
import type { bindCommands } from '../commands/bind-commands.command.ts';
import type { ProposeChange } from '../commands/propose-change.command.ts';
import type { SettleProposal } from '../commands/settle-proposal.command.ts';
import type { ProposalId } from '../domain/change.ts';
import type { Codes, OpenId, Passkeys, Passwords, SignInPorts } from '../ports.ts';
import type { Autosaves } from '../store/autosaves.store.ts';
import type { Access } from '../store/decide-access.store.ts';
import type { DemoKeyHolder } from './demo.page.ts';
import type { SignInCookies } from './finish-sign-in.routes.ts';
import type { FoundLately } from './signals.page.ts';

/** What the pages of this module are built from. */
export interface AccessWeb {
  readonly spine: Spine;
  readonly autosaves: Autosaves;
  readonly frame: Frame;
  readonly cookies: SignInCookies;
  /** Decides what a page offers; every route's own rule is asked before it. */
  readonly access: Access;
  /** The rules as text, for those who answer for them. */
  readonly policies: readonly { readonly file: string; readonly text: string }[];
  readonly proposeChange: Command<ProposeChange, { readonly proposal: ProposalId }>;
  readonly settleProposal: Command<SettleProposal, null>;
  readonly addAccount: Command<AddAccount, { readonly account: AccountId }>;
  readonly disableAccount: Command<{ readonly account: AccountId; readonly reason: string }, null>;
  readonly commands: ReturnType<typeof bindCommands>;
  readonly passwords: Passwords;
  readonly codes: Codes;
  readonly passkeys: Passkeys;
  readonly tokens: SignInPorts['tokens'];
  /** The area's own sign-in service, where it has one. */
  readonly openId: OpenId | null;
  /** Passwords and second factors kept by Heed. */
  readonly localAccounts: boolean;
  /** What rules found lately, in counts, and each one's threshold where nobody set it through the pages. */
  readonly findings: {
    countSince(tx: Tx, since: Temporal.Instant): Promise<FoundLately>;
    usual(rule: SignalRule): number;
  };
  /** One-click sign-in as anybody. Never in production. */
  readonly demo: boolean;
  /** Those whom a demonstration shows who sign in by keys of their own, and elsewhere. */
  readonly keyHolders: readonly DemoKeyHolder[];
  /** "https://heed.example.org"; null in a demonstration on whatever port. */
  readonly baseUrl: string | null;
  /** Keys the hashes under which guesses are counted. */
  readonly pepper: Uint8Array;
}
