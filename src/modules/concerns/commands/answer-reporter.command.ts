import type { CommandContext } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import {
  answerReporter as decideAnswer,
  answerChallenge as decideAnswerChallenge,
  sendMessage as decideSend,
} from '../domain/follow-concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import type { MessageKind } from '../ports/store.ports.ts';
import { actingPerson, type OnConcern, onConcern, withWords } from './on-concern.command.ts';

/** Words to the reporter, as typed on a page that says that they go to the reporter. */
export type WriteToReporter = OnConcern & { readonly text: string };

function keepMessage(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  concern: ConcernId,
  kind: MessageKind,
  text: string,
) {
  return ports.store.saveMessage(tx, ports.vault, {
    id: ctx.ids.next<'message'>(),
    concern,
    at: ctx.now,
    direction: 'to-reporter',
    kind,
    words: text.trim(),
    by: actingPerson(ctx),
    held: false,
    sentHash: null,
  });
}

/** The answer, when it was not written with the decision. */
export function answerReporter(ports: ConcernsPorts) {
  return onConcern(ports, (loaded, input: WriteToReporter, ctx, tx) =>
    withWords(decideAnswer(loaded.state, actingPerson(ctx), input.text), {
      words: { answer: input.text },
      save: () => keepMessage(ports, tx, ctx, input.concern, 'answer', input.text),
    }),
  );
}

/** A message to the reporter, at any time. */
export function sendMessage(ports: ConcernsPorts) {
  return onConcern(ports, (loaded, input: WriteToReporter, ctx, tx) =>
    withWords(decideSend(loaded.state, actingPerson(ctx), input.text), {
      words: { message: input.text },
      save: () => keepMessage(ports, tx, ctx, input.concern, 'message', input.text),
    }),
  );
}

/** The answer to a challenge, by somebody who took no part; a second one from outside the agencies that did. */
export function answerChallenge(ports: ConcernsPorts) {
  return onConcern(ports, async (loaded, input: WriteToReporter & { readonly upheld: boolean }, ctx, tx) => {
    const posts = await ports.organisation(tx, ctx.now);
    const by = actingPerson(ctx);
    const agencyOf = (post: string) => posts.filter((p) => p.id === post).map((p) => p.agency);
    const [agency] = agencyOf(by.post);
    if (!agency) throw new Error('the acting post is not in this area');
    const tookPartAgencies = loaded.state.tookPart.flatMap((p) => agencyOf(p.post));
    const act = decideAnswerChallenge(
      loaded.state,
      { by, agency, tookPartAgencies },
      input.upheld,
      input.text,
    );
    return withWords(act, {
      words: { answer: input.text },
      save: async () => {
        if (input.upheld) await ports.store.settleHeldAnswer(tx, input.concern, false);
        await keepMessage(ports, tx, ctx, input.concern, 'challenge-answer', input.text);
      },
    });
  });
}
