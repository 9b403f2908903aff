import type { Command } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { AccountId } from '../../../kernel/ids.ts';
import { type Refusal, refuse } from '../../../kernel/refusal.ts';
import { INVITATION_HOURS, type Passkey } from '../domain/proof.ts';
import type { ProofStore, SignInPorts } from '../ports.ts';

function about(account: AccountId, act: EntryDraft['act'], body: EntryDraft['body'] = {}): EntryDraft {
  return { act, subject: { kind: 'account', id: account }, body };
}

function done<R>(value: R, entry: EntryDraft) {
  return { ok: true, value, entries: [entry], events: [] } as const;
}

const NOT_SIGNED_IN: { readonly ok: false; readonly refusal: Refusal } = refuse('access.not-signed-in');

/**
 * Makes a one-time invitation for an account to choose its password with; whoever holds it may. Good for 48 hours.
 * Refuses an account that is not there, was stopped, or has a password: an administrator never resets a password that
 * its owner knows.
 */
export const inviteAccount =
  (ports: SignInPorts): Command<{ readonly account: AccountId }, { readonly token: string }> =>
  async (tx, ctx, input) => {
    const account = await ports.store.findAccount(tx, input.account);
    if (!account || account.disabled) return refuse('access.no-such-record');
    if ((await ports.store.findProofs(tx, account.id)).password !== null)
      return refuse('access.has-password');
    const token = ports.tokens.make();
    const signIn = { account: account.id, stage: 'invited', expected: {}, returnTo: '/' } as const;
    const expiresAt = ctx.wall.add({ hours: INVITATION_HOURS });
    await ports.store.saveSignIn(tx, ports.tokens.hash(token), signIn, expiresAt, ctx.wall);
    return done({ token }, about(account.id, 'access.account-invited'));
  };

/** Takes up an invitation with a password already checked and hashed. Refuses one that ran out or was used. */
export const takeUpInvitation =
  (ports: SignInPorts): Command<{ readonly token: string; readonly hash: string }, null> =>
  async (tx, ctx, input) => {
    const tokenHash = ports.tokens.hash(input.token);
    const signIn = await ports.store.findSignIn(tx, tokenHash, ctx.wall);
    if (signIn?.stage !== 'invited' || signIn.account === null) return refuse('access.sign-in-expired');
    await ports.store.savePassword(tx, signIn.account, input.hash, ctx.wall);
    await ports.store.dropSignIn(tx, tokenHash);
    return done(null, about(signIn.account, 'access.password-set', { how: 'invitation' }));
  };

/** Sets a password, and codes where a sealed secret is given, from the command line or for the demonstration. */
export interface SetProofs {
  readonly account: AccountId;
  readonly hash: string;
  /** Base 32; null to leave the second factor to its owner. */
  readonly codeSecret: string | null;
}

/** Sets what an account proves itself with. Refuses every actor but the operator. */
export const setProofs =
  (ports: SignInPorts): Command<SetProofs, null> =>
  async (tx, ctx, { account, hash, codeSecret }) => {
    if (ctx.actor.kind !== 'operator') return refuse('access.only-the-operator');
    await ports.store.savePassword(tx, account, hash, ctx.wall);
    if (codeSecret !== null)
      await ports.store.saveCodeSecret(tx, account, ports.codes.seal(codeSecret, account), -1, ctx.wall);
    return done(null, about(account, 'access.password-set', { how: 'operator' }));
  };

/** Changes one's own password; the old one was checked before. */
export const changePassword =
  (store: Pick<ProofStore, 'savePassword'>): Command<{ readonly hash: string }, null> =>
  async (tx, ctx, { hash }) => {
    if (ctx.actor.kind !== 'account') return NOT_SIGNED_IN;
    await store.savePassword(tx, ctx.actor.account, hash, ctx.wall);
    return done(null, about(ctx.actor.account, 'access.password-set', { how: 'self' }));
  };

/** Sets up or replaces one's own codes with a secret that was just confirmed. Refuses a code that is not right. */
export const addCode =
  (ports: SignInPorts): Command<{ readonly secret: string; readonly code: string }, null> =>
  async (tx, ctx, { secret, code }) => {
    if (ctx.actor.kind !== 'account') return NOT_SIGNED_IN;
    const { account } = ctx.actor;
    const step = ports.codes.stepOf(secret, code, ctx.wall);
    if (step === null) return refuse('access.code-wrong', 'code');
    await ports.store.saveCodeSecret(tx, account, ports.codes.seal(secret, account), step, ctx.wall);
    return done(null, about(account, 'access.second-factor-added', { kind: 'code' }));
  };

/** A passkey that a browser has just made for the challenge it was given. */
export interface AddPasskey {
  readonly answer: unknown;
  /** Where people reach us: "https://heed.example.org". */
  readonly origin: string;
  readonly challenge: string;
  readonly name: string;
}

/** Adds a passkey to one's own account. Refuses an answer that doesn't hold, and a passkey that is there already. */
export const addPasskey =
  (ports: SignInPorts): Command<AddPasskey, null> =>
  async (tx, ctx, { origin, answer, challenge, name }) => {
    if (ctx.actor.kind !== 'account') return NOT_SIGNED_IN;
    const { account } = ctx.actor;
    const made = await ports.passkeys.readMade(origin, answer, challenge);
    if (!made) return refuse('access.passkey-wrong');
    const passkey: Passkey = {
      ...made,
      account,
      name: name.trim().slice(0, 100) || 'Passkey',
      createdAt: ctx.wall,
    };
    if (!(await ports.store.savePasskey(tx, passkey))) return refuse('access.passkey-wrong');
    return done(null, about(account, 'access.second-factor-added', { kind: 'passkey' }));
  };

/** Takes one of one's own passkeys away. Refuses the last second factor: everybody keeps one. */
export const removePasskey =
  (store: ProofStore): Command<{ readonly credential: string }, null> =>
  async (tx, ctx, { credential }) => {
    if (ctx.actor.kind !== 'account') return NOT_SIGNED_IN;
    const { account } = ctx.actor;
    const proofs = await store.findProofs(tx, account);
    if (!proofs.hasCode && proofs.passkeys < 2) return refuse('access.last-second-factor');
    if (!(await store.dropPasskey(tx, account, credential))) return refuse('access.no-such-record');
    return done(null, about(account, 'access.second-factor-removed', { kind: 'passkey' }));
  };
