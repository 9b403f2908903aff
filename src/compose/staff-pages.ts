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
import type { EntryReader } from '../modules/ledger/index.ts';
import { registerRulePages, registerWhoKnewPages, SEE_WHO_KNEW } from '../modules/oversight/index.ts';
import {
  listConcernsIn,
  type People,
  readPhone,
  registerLinkRoutes,
  registerRecordPages,
  renderWhoAndWhat,
} from '../modules/people/index.ts';
import { runQuery } from '../platform/run-query.ts';
import type { Spine } from '../platform/transaction.ts';
import { type AssetNames, type Frame, html } from '../ui/index.ts';
import { composeOversight } from './oversight.ts';
import { composeRecords } from './records.ts';

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

/** Those who may open the records of whom a concern names (policies/people.cedar); the page asks again. */
const MAY_OPEN = ['front-door', 'duty-owner', 'ladder-reached', 'manager-in-line', 'pattern-owner'];

/** The link to who knew what of a concern or a pattern, and when, for those who may follow it. */
function linkWhoKnew(spine: Spine, { access }: AccessModule): ConcernsWeb['seeAlso'] {
  return async (tx, record, request, relations) => {
    const offered = relations
      ? access.offers(request.session?.functions ?? [], SEE_WHO_KNEW, { kind: record.kind, relations })
      : (await access.decideIn(tx, request.who.actor, SEE_WHO_KNEW, record, spine.clock.domain())).allowed;
    return offered
      ? html`<p class="govuk-body"><a class="govuk-link" href="/who-knew/${record.kind}/${record.id}">Who knew what, when</a></p>`
      : null;
  };
}

/** Who and what a concern names, and who that may be, cut to the concerns that the viewer may see. */
function showWhoAndWhat(parts: StaffParts): ConcernsWeb['proposals'] {
  const {
    access: { access },
    concerns: ports,
    people,
  } = parts;
  return async (tx, view, request) => {
    const { who, session } = request;
    const named = await people.listWhoAndWhat(tx, view.row.id);
    const viewer = who.actor.kind === 'account' ? who.actor.account : null;
    // What stands beside it was asked about for the page already.
    const beside = new Map(view.bundle.map((one) => [one.id, one]));
    const ids = listConcernsIn(named);
    const unknown = ids.filter((id) => !beside.has(id));
    const others = viewer ? await ports.store.listStanding(tx, unknown, viewer) : null;
    const shown = [
      ...ids.flatMap((id) => beside.get(id) ?? []).filter((one) => one.visible),
      ...(await ports.store.listBundled(tx, others?.visible ?? [])),
    ];
    // The rule about people is one of functions, so any person stands for all; what they are shown is decided there.
    const someRecord = named.find(({ mention }) => mention.record)?.mention.record;
    return renderWhoAndWhat({
      mayAskWhoKnew: someRecord
        ? access.offers(request.session?.functions ?? [], SEE_WHO_KNEW, {
            kind: someRecord.kind,
            relations: [],
          })
        : false,
      concern: view.row.id,
      named,
      post: view.names.post,
      readPhone,
      mayOpen: view.relations.some((relation) => MAY_OPEN.includes(relation)),
      visible: new Map(shown.map(({ id, reference }) => [id, reference])),
      mayLink: view.relations.some((relation) => MAY_LINK.includes(relation)),
      csrf: session?.csrf,
    });
  };
}

/** What the staff pages are made from. */
export interface StaffParts {
  readonly spine: Spine;
  readonly access: AccessModule;
  readonly concerns: ConcernsPorts;
  readonly people: People;
  readonly entries: EntryReader;
  readonly frame: Frame;
  readonly assets: AssetNames;
}

/** The pages on which staff read and decide concerns, write down calls, search, and review patterns. */
export function composeStaffPages(app: FastifyInstance, parts: StaffParts): void {
  const { spine, access, concerns: ports, people, frame, assets } = parts;
  const web: ConcernsWeb = {
    spine,
    ports,
    frame,
    proposals: showWhoAndWhat(parts),
    seeAlso: linkWhoKnew(spine, access),
    mayAddRecord: ({ session }) => access.access.offers(session?.functions ?? [], 'people.add-record'),
    ...keepTyping(spine, access),
  };
  registerLinkRoutes(app, { spine, people });
  registerRecordPages(app, { spine, frame, assets, ...composeRecords(access, ports, people) });
  registerConcernPages(app, web);
  registerCallPages(app, web);
  registerEmergencyPages(app, web);
  registerKeepingPages(app, web);
  registerLooksPages(app, web);
  registerPatternPages(app, web);
  registerSearchPages(app, web);
  const oversight = { spine, ports: composeOversight(parts), frame, assets };
  registerWhoKnewPages(app, oversight);
  registerRulePages(app, oversight);
}
