import type { Command } from '../../../kernel/command.ts';
import type { AccountId, AgencyId, PostId } from '../../../kernel/ids.ts';
import type { PersonAsGiven } from '../../../kernel/mention.ts';
import { accept } from '../../../kernel/refusal.ts';
import type { Concern } from '../domain/concern.ts';
import {
  acceptHandover as decideAccept,
  askAgency as decideAsk,
  considerAllegation as decideConsider,
  readMessages as decideRead,
  refuseHandover as decideRefuse,
  replyToRequest as decideReply,
  takeUpSafety as decideTakeUp,
} from '../domain/follow-concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import type { RequestRow } from '../ports/store.ports.ts';
import { thenMoveDuties } from './move-duties.command.ts';
import { actingPerson, type OnConcern, onConcern, withWords } from './on-concern.command.ts';
import { somebodyNamed } from './raise-concern.command.ts';

/** The front door has read the reporter's new messages. */
export function readMessages(ports: ConcernsPorts) {
  return onConcern<OnConcern>(ports, (loaded, _input, ctx) =>
    withWords(decideRead(loaded.state, actingPerson(ctx)), {}),
  );
}

/** Somebody takes up "I'm not safe now", and says what they did. */
export function takeUpSafety(ports: ConcernsPorts) {
  return onConcern(ports, (loaded, input: OnConcern & { readonly what: string }, ctx) =>
    withWords(decideTakeUp(loaded.state, actingPerson(ctx), input.what), { words: { what: input.what } }),
  );
}

/** Asks another agency, saying why and on what lawful basis; its reply has a clock and a ladder of its own. */
export type AskAgency = OnConcern & {
  readonly agency: AgencyId;
  readonly post: PostId;
  readonly kind: RequestRow['kind'];
  readonly ask: string;
  readonly purpose: string;
  readonly lawfulBasis: string;
};
export function askAgency(ports: ConcernsPorts) {
  return onConcern(ports, (loaded, input: AskAgency, ctx, tx) => {
    const id = ctx.ids.next<'request'>();
    const { agency, post, kind, concern, ask, purpose, lawfulBasis } = input;
    const { colour } = loaded.state;
    const act = decideAsk(actingPerson(ctx), { id, agency, post, colour, state: 'asked' }, ask);
    return withWords(act, {
      words: { ask, purpose, lawfulBasis },
      about: [
        { kind: 'agency', id: agency },
        { kind: 'request', id },
      ],
      save: () =>
        ports.store.saveRequest(tx, ports.vault, {
          id,
          concern,
          agency,
          post,
          kind,
          at: ctx.now,
          words: { ask, purpose, lawfulBasis },
        }),
    });
  });
}

/** The asked agency answers, or declines with a reason. */
export type ReplyToRequest = OnConcern & {
  readonly request: string;
  readonly answered: boolean;
  readonly text: string;
};
export function replyToRequest(ports: ConcernsPorts) {
  return onConcern(ports, (loaded, input: ReplyToRequest, ctx, tx) =>
    withWords(decideReply(loaded.state, actingPerson(ctx), input.request, input.answered, input.text), {
      words: { reply: input.text },
      about: [{ kind: 'request', id: input.request }],
      save: () =>
        ports.store.saveReply(
          tx,
          ports.vault,
          input.concern,
          input.request,
          input.answered ? 'answered' : 'declined',
          input.text,
          ctx.now,
        ),
    }),
  );
}

/** The receiving post takes a child's work on. */
export function acceptHandover(ports: ConcernsPorts) {
  return onConcern(ports, (loaded, input: OnConcern & { readonly subject: string }, ctx) =>
    withWords(decideAccept(loaded.state, actingPerson(ctx), input.subject), {}),
  );
}

/** The receiving post sends it back with a reason: the child is undecided again. */
export function refuseHandover(ports: ConcernsPorts) {
  return onConcern(
    ports,
    (loaded, input: OnConcern & { readonly subject: string; readonly reason: string }, ctx) =>
      withWords(decideRefuse(loaded.state, actingPerson(ctx), input.subject, input.reason), {
        words: { reason: input.reason },
      }),
  );
}

/** The LADO has considered an allegation about somebody who works or volunteers with children. */
export function considerAllegation(ports: ConcernsPorts) {
  return onConcern(ports, (loaded, input: OnConcern & { readonly note: string }, ctx) =>
    withWords(decideConsider(loaded.state, actingPerson(ctx)), { words: { note: input.note } }),
  );
}

/** Adds a sibling or another child the concern turns out to be about. */
export function addChild(
  ports: ConcernsPorts,
): Command<OnConcern & { readonly child: PersonAsGiven }, Concern> {
  const add = onConcern(
    ports,
    async (loaded, input: OnConcern & { readonly child: PersonAsGiven }, ctx, tx) => {
      const id = ctx.ids.next<'mention'>();
      await ports.people.saveMentions(tx, ctx, {
        concern: input.concern,
        at: ctx.now,
        mentions: [input.child],
        ids: [id],
      });
      const { id: concern, agency_id: agency, reporter_kind: kind } = loaded.row;
      const source = agency ?? kind;
      await ports.networks.record(tx, [{ concern, source, watchFrom: ctx.now, related: true }]);
      return accept({
        act: { act: 'child-added' as const, by: actingPerson(ctx), subject: id },
        words: { child: JSON.parse(JSON.stringify(input.child)) },
      });
    },
  );
  return async (tx, ctx, input) => {
    const done = await add(tx, ctx, input);
    return done.ok ? { ...done, events: [...done.events, somebodyNamed(input.concern)] } : done;
  };
}

/** Says that somebody who uses Heed is named in this concern: from now on they and their line see nothing of it. */
export function namePerson(
  ports: ConcernsPorts,
): Command<OnConcern & { readonly account: AccountId }, Concern> {
  return thenMoveDuties(
    ports,
    onConcern(ports, (_loaded, input: OnConcern & { readonly account: AccountId }, ctx, tx) =>
      accept({
        act: { act: 'person-named' as const, by: actingPerson(ctx), account: input.account },
        about: [{ kind: 'account' as const, id: input.account }],
        save: () => ports.store.saveNamedPerson(tx, input.concern, input.account, ctx.now),
      }),
    ),
  );
}
