import canonicalize from 'canonicalize';
import type { Command, CommandContext, CommandResult } from '../../../kernel/command.ts';
import type { ClientId } from '../../../kernel/ids.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { hmac } from '../../../platform/crypto.ts';
import { runCommand } from '../../../platform/run-command.ts';
import type { Spine, Who } from '../../../platform/transaction.ts';
import { findAnswer, type KeyUse, saveAnswer } from '../store/api-answers.store.ts';

/** What a request asks for, and under which key. */
export interface Asked {
  readonly key: string;
  /** The route's pattern and what fills it. */
  readonly path: string;
  readonly body: unknown;
}

export interface OnceOptions {
  readonly vault: Vault;
  /** 32 bytes from outside the database. */
  readonly hashKey: Uint8Array;
}

/** Runs what `answerOnce` made: again where somebody else answered under the same key meanwhile. */
export async function runOnce<A>(
  spine: Spine,
  who: Who,
  once: (tx: Tx, ctx: CommandContext) => Promise<CommandResult<A>>,
): Promise<Outcome<A>> {
  const first = await runCommand(spine, who, once);
  return !first.ok && first.refusal.code === MEANWHILE ? runCommand(spine, who, once) : first;
}

/** The agency's system that asks. Throws for anybody else: the access rules let only systems reach the API. */
export function clientOf(ctx: CommandContext): ClientId {
  if (ctx.actor.kind !== 'client') throw new Error('only an agency’s system uses the partner API');
  return ctx.actor.client;
}

/** Somebody else was answering under this key: what was done here was undone, and asking again finds their answer. */
const MEANWHILE = 'concerns.answered-meanwhile';

/**
 * `command`, done once for each idempotency key: a repeat of the same request gets the answer the first one got, a
 * different request under the same key is refused, and of two at once one waits for the other (50-access.md). Run it
 * by `runOnce`: the one that waited is refused with `concerns.answered-meanwhile`, whole, and has to ask again.
 */
export function answerOnce<I, R, A>(
  options: OnceOptions,
  asked: Asked,
  command: Command<I, R>,
  input: I,
  present: (value: R) => A,
): (tx: Parameters<Command<I, R>>[0], ctx: CommandContext) => Promise<CommandResult<A>> {
  return async (tx, ctx) => {
    const client = clientOf(ctx);
    const text = `${asked.path}\n${canonicalize(asked.body) ?? ''}`;
    const use: KeyUse = { client, key: asked.key, asked: hmac(options.hashKey, text), at: ctx.wall };
    const kept = await findAnswer<A>(tx, options.vault, use);
    if (kept?.kind === 'other') return refuse('concerns.key-reused', 'idempotency-key');
    if (kept) {
      const subject = { kind: 'client', id: client } as const;
      const entry = { act: 'concerns.api-answer-repeated', subject, body: { path: asked.path } } as const;
      return { ok: true, value: kept.answer, entries: [entry], events: [] };
    }
    const result = await command(tx, ctx, input);
    if (!result.ok) return result;
    const answer = present(result.value);
    // Every command on a concern enters that concern first.
    const [{ subject }] = result.entries;
    const ours = await saveAnswer(tx, options.vault, use, subject.id, answer);
    if (!ours) return refuse(MEANWHILE);
    return { ...result, value: answer };
  };
}
