import type { Command, CommandContext, CommandResult } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { AccountId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { SignIn } from '../domain/proof.ts';
import type { SessionMethod } from '../domain/session.ts';
import type { SignInPorts } from '../ports.ts';
import { beginSession, entryForRefusedSignIn } from './begin-session.command.ts';

/** Signed in: the cookie's secret, where to go, and whether a hat has to be chosen first. */
export interface SignedIn {
  readonly token: string;
  readonly returnTo: string;
  readonly choosesHat: boolean;
}

/** Signed in, or null: what was given is wrong and the person may try again. */
export type Tried = SignedIn | null;

async function finish(
  ports: SignInPorts,
  tx: Tx,
  ctx: CommandContext,
  who: { account: AccountId; method: SessionMethod; device: string },
  returnTo: string,
  more: readonly EntryDraft[] = [],
): Promise<CommandResult<Tried>> {
  const begun = await beginSession(ports, tx, ctx, who);
  if (!begun.ok) return begun;
  const { token, choosesHat, entry } = begun.value;
  return { ok: true, value: { token, returnTo, choosesHat }, entries: [entry, ...more], events: [] };
}

function wrong(account: AccountId | null, how: string): CommandResult<Tried> {
  return { ok: true, value: null, entries: [entryForRefusedSignIn(account, how)], events: [] };
}

type Halfway = SignIn & { readonly account: AccountId };

async function findHalfway(ports: SignInPorts, tx: Tx, ctx: CommandContext, token: string) {
  const signIn = await ports.store.findSignIn(tx, ports.tokens.hash(token), ctx.wall);
  if (signIn?.stage !== 'first-factor' || signIn.account === null) return undefined;
  return signIn as Halfway;
}

/** A code from an app, for the sign-in whose token this is. */
export interface GivenCode {
  readonly token: string;
  readonly code: string;
  readonly device: string;
}

/** Takes a code as the second factor. No code works twice. Refuses a sign-in that ran out of time. */
export const giveCode =
  (ports: SignInPorts): Command<GivenCode, Tried> =>
  async (tx, ctx, input) => {
    const signIn = await findHalfway(ports, tx, ctx, input.token);
    if (!signIn) return refuse('access.sign-in-expired');
    const { account } = signIn;
    const sealed = await ports.store.findCodeSecret(tx, account);
    const step = sealed && ports.codes.stepOf(ports.codes.open(sealed, account), input.code, ctx.wall);
    if (step == null || !(await ports.store.useCodeStep(tx, account, step))) return wrong(account, 'code');
    await ports.store.dropSignIn(tx, ports.tokens.hash(input.token));
    return finish(ports, tx, ctx, { account, method: 'totp', device: input.device }, signIn.returnTo);
  };

/** The first code of a new secret, while signing in for the first time. */
export interface SetUpCode extends GivenCode {
  readonly secret: string;
}

/**
 * Sets up codes for somebody who has no second factor yet, and signs them in. Refuses one who has: a password alone
 * must never replace the second factor.
 */
export const setUpCode =
  (ports: SignInPorts): Command<SetUpCode, Tried> =>
  async (tx, ctx, input) => {
    const signIn = await findHalfway(ports, tx, ctx, input.token);
    if (!signIn) return refuse('access.sign-in-expired');
    const { account } = signIn;
    const proofs = await ports.store.findProofs(tx, account);
    if (proofs.hasCode || proofs.passkeys > 0) return refuse('access.sign-in-expired');
    const step = ports.codes.stepOf(input.secret, input.code, ctx.wall);
    if (step === null) return wrong(account, 'code');
    await ports.store.saveCodeSecret(tx, account, ports.codes.seal(input.secret, account), step, ctx.wall);
    await ports.store.dropSignIn(tx, ports.tokens.hash(input.token));
    const added: EntryDraft = {
      act: 'access.second-factor-added',
      subject: { kind: 'account', id: account },
      body: { kind: 'code' },
    };
    return finish(ports, tx, ctx, { account, method: 'totp', device: input.device }, signIn.returnTo, [
      added,
    ]);
  };

/** A browser's answer, signed by a passkey. */
export interface GivenPasskey {
  readonly token: string;
  readonly answer: unknown;
  /** Where people reach us: "https://heed.example.org". */
  readonly origin: string;
  readonly device: string;
}

/**
 * Takes a passkey, which is both factors in one: it is held, and unlocked by its owner. The challenge works once,
 * right or wrong. Refuses a sign-in that ran out of time.
 */
export const givePasskey =
  (ports: SignInPorts): Command<GivenPasskey, Tried> =>
  async (tx, ctx, input) => {
    const { store, passkeys } = ports;
    const tokenHash = ports.tokens.hash(input.token);
    const signIn = await store.findSignIn(tx, tokenHash, ctx.wall);
    const challenge = signIn?.stage === 'passkey' ? signIn.expected.challenge : undefined;
    if (!signIn || challenge === undefined) return refuse('access.sign-in-expired');
    await store.dropSignIn(tx, tokenHash);
    const credential = passkeys.credentialOf(input.answer);
    const passkey = credential === null ? undefined : await store.findPasskey(tx, credential);
    if (!passkey) return wrong(null, 'passkey');
    const { account } = passkey;
    const counter = await passkeys.readUsed(input.origin, input.answer, challenge, passkey);
    if (counter === null) return wrong(account, 'passkey');
    await store.savePasskeyUse(tx, passkey.credential, counter, ctx.wall);
    return finish(ports, tx, ctx, { account, method: 'passkey', device: input.device }, signIn.returnTo);
  };
