import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccessModule } from '../modules/access/index.ts';
import {
  type ConcernsPorts,
  type ConcernsWeb,
  registerCallPages,
  registerConcernPages,
  registerPatternPages,
  registerSearchPages,
} from '../modules/concerns/index.ts';
import { runQuery } from '../platform/run-query.ts';
import type { Spine } from '../platform/transaction.ts';
import type { Frame } from '../ui/index.ts';

/** What somebody had typed and not sent, and forgetting it once it was. */
function keepTyping(spine: Spine, { autosaves }: AccessModule): Pick<ConcernsWeb, 'restore' | 'forget'> {
  const owner = (request: FastifyRequest) =>
    request.who.actor.kind === 'account' ? request.who.actor.account : null;
  return {
    restore: async (request, form) => {
      const account = owner(request);
      if (!account) return null;
      const kept = await runQuery(spine, request.who, async (tx) => ({
        ok: true,
        value: await autosaves.restoreFor(tx, account, form),
        entries: [],
      }));
      if (!kept.ok || !kept.value) return null;
      return Object.fromEntries(
        Object.entries(kept.value.fields).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value]] : [],
        ),
      );
    },
    forget: async (request, form) => {
      const account = owner(request);
      if (!account) return;
      await runQuery(spine, request.who, async (tx) => {
        await autosaves.forget(tx, account, form);
        return { ok: true, value: null, entries: [] };
      });
    },
  };
}

/** The pages on which staff read and decide concerns, write down calls, search, and review patterns. */
export function composeStaffPages(
  app: FastifyInstance,
  parts: {
    readonly spine: Spine;
    readonly access: AccessModule;
    readonly concerns: ConcernsPorts;
    readonly frame: Frame;
  },
): void {
  const { spine, access, concerns: ports, frame } = parts;
  const web: ConcernsWeb = { spine, ports, frame, proposals: async () => null, ...keepTyping(spine, access) };
  registerConcernPages(app, web);
  registerCallPages(app, web);
  registerPatternPages(app, web);
  registerSearchPages(app, web);
}
