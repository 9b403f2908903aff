import { createHmac } from 'node:crypto';
import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { Outcome } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ConcernAct } from '../domain/acts.ts';
import { concernRef } from '../domain/concern.ts';
import {
  challengeAnswer as decideChallenge,
  reportNotSafe as notSafe,
  receiveMessage,
} from '../domain/follow-concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import type { LoadedConcern, MessageKind } from '../ports/store.ports.ts';
import { recordAct } from './record-act.command.ts';

/** How whoever comes back shows that they may: the receipt, or, for an agency's system, the reference it was given. */
export type ComingBack =
  | { readonly receipt: string }
  | { readonly reference: string; readonly agency: string };

/** What they write, with a key so that a double tap is one message. */
export type WriteBack = ComingBack & { readonly text: string; readonly idempotencyKey: string };

/** The concern this receipt or reference opens; `null` for every reason it might not, without saying which. */
export async function findByComingBack(
  ports: ConcernsPorts,
  tx: Tx,
  back: ComingBack,
): Promise<LoadedConcern | null> {
  if ('receipt' in back) {
    // Looked for whatever was typed: how long it takes does not say whether it could have been a receipt.
    return ports.store.findConcernByReceipt(tx, ports.receipts.lookup(back.receipt));
  }
  const loaded = await ports.store.findConcernByReference(tx, back.reference);
  return loaded && loaded.row.agency_id === back.agency ? loaded : null;
}

function writeBack(
  ports: ConcernsPorts,
  kind: MessageKind,
  decide: (loaded: LoadedConcern, text: string) => Outcome<ConcernAct>,
): Command<WriteBack, { readonly repeated: boolean }> {
  return async (tx: Tx, ctx: CommandContext, input: WriteBack) => {
    const loaded = await findByComingBack(ports, tx, input);
    if (!loaded) return { ok: false, refusal: { code: 'concerns.receipt-unknown' } };
    if (loaded.state.erasedAt) return { ok: false, refusal: { code: 'concerns.erased' } };
    const sentHash = createHmac('sha256', ports.keys.pepper)
      .update(`message ${loaded.row.id} ${kind} ${input.idempotencyKey}`)
      .digest();
    if (await ports.store.isMessageSent(tx, sentHash)) {
      const subject = concernRef(loaded.row.id);
      return {
        ok: true,
        value: { repeated: true },
        entries: [{ act: 'concerns.repeat-recognised', subject, body: {} }],
        events: [],
      };
    }
    const act = decide(loaded, input.text);
    if (!act.ok) return act;
    const recorded = await recordAct(ports, tx, ctx, loaded, act.value, { words: { text: input.text } });
    await ports.store.saveMessage(tx, ports.vault, {
      id: ctx.ids.next<'message'>(),
      concern: loaded.row.id,
      at: ctx.now,
      direction: 'from-reporter',
      kind,
      words: input.text.trim(),
      by: null,
      held: false,
      sentHash,
    });
    return { ok: true, value: { repeated: false }, entries: recorded.entries, events: recorded.events };
  };
}

/** Adds something, or replies. Refuses `concerns.receipt-unknown`, `concerns.words-needed`, `concerns.words-too-long`. */
export function addMessage(ports: ConcernsPorts) {
  return writeBack(ports, 'message', (_loaded, text) => receiveMessage(text));
}

/** "This doesn't answer what I told you." Refuses `concerns.nothing-to-challenge` and `concerns.challenge-open` too. */
export function challengeAnswer(ports: ConcernsPorts) {
  return writeBack(ports, 'challenge', (loaded, text) => decideChallenge(loaded.state, text));
}

/** "I'm not safe now": red at once, day or night, whatever else is written. */
export function reportNotSafe(ports: ConcernsPorts) {
  return writeBack(ports, 'not-safe', () => ({ ok: true, value: notSafe() }));
}
