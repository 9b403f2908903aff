import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccessModule } from '../modules/access/index.ts';
import {
  type ConcernsPorts,
  type ConcernsWeb,
  registerCallPages,
  registerConcernPages,
  registerEmergencyPages,
  registerKeepingPages,
  registerLooksPages,
  registerPatternPages,
  registerSearchPages,
} from '../modules/concerns/index.ts';
import {
  listConcernsIn,
  type People,
  registerLinkRoutes,
  renderWhoAndWhat,
} from '../modules/people/index.ts';
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

/** Those who may say who or what something named is (policies/concerns.cedar, "mentions-are-linked"). */
const MAY_LINK = ['front-door', 'pattern-owner'];

/** Who and what a concern names, and who that may be, cut to the concerns that the viewer may see. */
function showWhoAndWhat(ports: ConcernsPorts, people: People): ConcernsWeb['proposals'] {
  return async (tx, view, { who, session }) => {
    const named = await people.listWhoAndWhat(tx, view.row.id);
    const viewer = who.actor.kind === 'account' ? who.actor.account : null;
    // What stands beside it was asked about for the page already.
    const known = new Map(view.bundle.map((one) => [one.id, one.visible]));
    const ids = listConcernsIn(named);
    const unknown = ids.filter((id) => !known.has(id));
    const others = viewer ? await ports.store.listStanding(tx, unknown, viewer) : null;
    const seen = ids.filter((id) => known.get(id) ?? others?.visible.includes(id));
    const shown = await ports.store.listBundled(tx, seen);
    return renderWhoAndWhat({
      concern: view.row.id,
      named,
      visible: new Map(shown.map(({ id, reference }) => [id, reference])),
      mayLink: view.relations.some((relation) => MAY_LINK.includes(relation)),
      csrf: session?.csrf,
    });
  };
}

/** The pages on which staff read and decide concerns, write down calls, search, and review patterns. */
export function composeStaffPages(
  app: FastifyInstance,
  parts: {
    readonly spine: Spine;
    readonly access: AccessModule;
    readonly concerns: ConcernsPorts;
    readonly people: People;
    readonly frame: Frame;
  },
): void {
  const { spine, access, concerns: ports, people, frame } = parts;
  const web: ConcernsWeb = {
    spine,
    ports,
    frame,
    proposals: showWhoAndWhat(ports, people),
    ...keepTyping(spine, access),
  };
  registerLinkRoutes(app, { spine, people });
  registerConcernPages(app, web);
  registerCallPages(app, web);
  registerEmergencyPages(app, web);
  registerKeepingPages(app, web);
  registerLooksPages(app, web);
  registerPatternPages(app, web);
  registerSearchPages(app, web);
}
