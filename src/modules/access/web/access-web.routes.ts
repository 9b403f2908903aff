import type { Spine } from '../../../platform/transaction.ts';
import type { Frame } from '../../../ui/index.ts';
import type { bindCommands } from '../commands/bind-commands.command.ts';
import type { Codes, OpenId, Passkeys, Passwords, SignInPorts } from '../ports.ts';
import type { Autosaves } from '../store/autosaves.store.ts';
import type { SignInCookies } from './finish-sign-in.routes.ts';

/** What the pages of this module are built from. */
export interface AccessWeb {
  readonly spine: Spine;
  readonly autosaves: Autosaves;
  readonly frame: Frame;
  readonly cookies: SignInCookies;
  readonly commands: ReturnType<typeof bindCommands>;
  readonly passwords: Passwords;
  readonly codes: Codes;
  readonly passkeys: Passkeys;
  readonly tokens: SignInPorts['tokens'];
  /** The area's own sign-in service, where it has one. */
  readonly openId: OpenId | null;
  /** Passwords and second factors kept by Heed. */
  readonly localAccounts: boolean;
  /** One-click sign-in as anybody. Never in production. */
  readonly demo: boolean;
  /** "https://heed.example.org"; null in a demonstration on whatever port. */
  readonly baseUrl: string | null;
  /** Keys the hashes under which guesses are counted. */
  readonly pepper: Uint8Array;
}
