import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CommandContext, CommandResult } from '../../../kernel/command.ts';
import { type ConcernId, isId, type ThingId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { LinkMention } from '../commands/link-mention.command.ts';
import type { MarkInstitution } from '../commands/mark-institution.command.ts';
import type { RefuseLink } from '../commands/refuse-link.command.ts';
import type { UnlinkMention } from '../commands/unlink-mention.command.ts';
import type { MentionId } from '../domain/record.ts';
import { readLinkDecision } from './decide-link.form.ts';

type Run<I> = (tx: Tx, ctx: CommandContext, input: I) => Promise<CommandResult<unknown>>;

/** What the routes run. */
export interface LinkCommands {
  readonly linkMention: Run<LinkMention>;
  readonly refuseLink: Run<RefuseLink>;
  readonly unlinkMention: Run<UnlinkMention>;
  readonly markInstitution: Run<MarkInstitution>;
  /** The thing on record that this concern's mention is; `null` for anybody or anything else. */
  readonly findThing: (tx: Tx, concern: ConcernId, mention: MentionId) => Promise<ThingId | null>;
}

function paramsOf(request: FastifyRequest): { concern: ConcernId; mention: MentionId } | null {
  const { id, mention } = request.params as { id?: unknown; mention?: unknown };
  return isId(id) && isId(mention) ? { concern: id, mention } : null;
}

/** Saying who or what a mention is: one address for all the buttons beside it. */
export function registerLinkRoutes(
  app: FastifyInstance,
  { spine, people }: { readonly spine: Spine; readonly people: LinkCommands },
): void {
  const resource = (request: FastifyRequest) => {
    const named = paramsOf(request);
    return named ? ({ kind: 'concern', id: named.concern } as const) : null;
  };
  app.post(
    '/concerns/:id/mentions/:mention',
    {
      config: {
        access: { action: 'concerns.link-mention', resource },
        records: 'people.mention-linked',
        words: { fields: { reason: 'Why' }, with: ['decision', 'other'] },
      },
    },
    async (request, reply) => {
      const on = paramsOf(request);
      const said = readLinkDecision(request.body);
      if (!on || !said) throw new RefusedRequest({ code: 'people.mention-not-found' });
      const done = await runCommand(spine, request.who, async (tx, ctx): Promise<CommandResult<unknown>> => {
        switch (said.decision) {
          case 'new':
            return people.linkMention(tx, ctx, { ...on, to: { newRecord: true } });
          case 'same':
            return people.linkMention(tx, ctx, { ...on, to: said.other });
          case 'not-same':
            return people.refuseLink(tx, ctx, { ...on, not: said.other });
          case 'undo':
            return people.unlinkMention(tx, ctx, { ...on, reason: said.reason });
          case 'institution':
          case 'no-institution': {
            const thing = await people.findThing(tx, on.concern, on.mention);
            if (!thing) return refuse('people.record-not-found');
            const institution = said.decision === 'institution';
            return people.markInstitution(tx, ctx, { thing, institution, reason: said.reason });
          }
        }
      });
      if (!done.ok) throw new RefusedRequest(done.refusal);
      return reply.redirect(`/concerns/${on.concern}#named`, 303);
    },
  );
}
