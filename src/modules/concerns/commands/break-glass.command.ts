import { createHmac } from 'node:crypto';
import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import { asId, type ConcernId, isId, type PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import { breakGlass as decideBreak, listTold, openingRef } from '../domain/emergency.ts';
import { deriveSkipped, listAway, pickPost } from '../domain/route.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import type { LoadedConcern } from '../ports/store.ports.ts';
import { actingPerson } from './on-concern.command.ts';
import { keptAwayFrom, loadRouteFacts } from './record-act.command.ts';

/** What somebody types: what to look for (a name, number, registration, reference), or the concern itself, and why. */
export interface BreakGlass {
  readonly text: string;
  readonly concern: string | null;
  readonly reason: string;
}

/** What was opened, and until when. */
export interface BrokenGlass {
  readonly until: Temporal.Instant;
  readonly opened: readonly { readonly id: ConcernId; readonly reference: string }[];
}

/** Most records looked through for those that are closed to this person. */
const MOST_FOUND = 50;

async function findClosed(ports: ConcernsPorts, tx: Tx, ctx: CommandContext, input: BreakGlass) {
  const { account } = actingPerson(ctx);
  const typed = input.text.trim().slice(0, 200);
  const byReference = await ports.store.findConcernByReference(tx, ports.readReference(typed) ?? '');
  const found = isId(input.concern)
    ? [asId<'concern'>(input.concern)]
    : byReference
      ? [byReference.row.id]
      : typed === ''
        ? []
        : await ports.people.findByTerm(tx, typed, MOST_FOUND);
  const { visible, kept } = await ports.store.listStanding(tx, found, account);
  const closed: LoadedConcern[] = [];
  for (const id of found) {
    if (visible.includes(id) || kept.includes(id)) continue;
    const loaded = await ports.store.findConcern(tx, id);
    if (loaded) closed.push(loaded);
  }
  return closed;
}

/** Tells those who hold a concern, and the post above each, at once. */
async function tellHolders(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  { row, state, named }: LoadedConcern,
): Promise<{ readonly posts: readonly PostId[]; readonly events: readonly OutboxEvent[] }> {
  const organisation = await ports.organisation(tx, ctx.now);
  const skipped = deriveSkipped(organisation, keptAwayFrom(named, state));
  const handedTo = [...state.outcomes.values()].flatMap((o) =>
    o.status === 'in-force' ? (o.handedTo ?? []) : [],
  );
  const told = listTold({ owner: row.owner_post, handedTo }, organisation).filter(
    (id) => !skipped.includes(id),
  );
  const notice = { posts: told, kind: 'emergency-opening' as const, reference: row.reference };
  return { posts: told, events: await ports.duties.tell(tx, ctx, [notice]) };
}

/**
 * Opens, for four hours and with a reason, concerns that somebody has no relationship to. Those who hold them are told at
 * once, and the information-governance post (the scrutineer where there is none) owes a review. Never opens what a rule
 * forbids. Refuses `concerns.nothing-to-open`, `concerns.too-many-to-open`, and a reason that is none.
 */
export function breakGlass(ports: ConcernsPorts): Command<BreakGlass, BrokenGlass> {
  return async (tx, ctx, input) => {
    const by = actingPerson(ctx);
    await ports.setAsOf(tx, ctx.now);
    const closed = await findClosed(ports, tx, ctx, input);
    const decided = decideBreak(
      closed.map(({ row }) => row.id),
      input.reason,
      ctx.now,
    );
    const [first] = closed;
    if (!decided.ok) return decided;
    if (!first) return refuse('concerns.nothing-to-open', 'q');
    const { reason, until } = decided.value;
    const id = ctx.ids.next<'opening'>();
    const concerns = closed.map(({ row }) => row.id);
    const opening = {
      id,
      by,
      at: ctx.now,
      until,
      state: 'open' as const,
      reviewedAt: null,
      reviewedBy: null,
      concerns,
    };
    await ports.store.saveOpening(tx, ports.vault, opening, reason);
    const away = {
      named: [...new Set([by.account, ...closed.flatMap(({ named }) => named)])],
      apart: closed.flatMap(({ state }) => state.apart),
      only: null,
    };
    const route = await loadRouteFacts(ports, tx, ctx.now, {
      owner: first.row.owner_post,
      ...away,
      spread: 0,
    });
    // Never whoever opened it: they are passed over whichever post they hold, and so is the line of anybody named.
    const reviewer =
      pickPost(route, 'information-governance') ?? pickPost(route, 'scrutineer') ?? first.row.owner_post;
    const raised = await ports.duties.raise(tx, ctx, [
      {
        rule: 'front-door.review-break-glass',
        about: openingRef(id),
        key: '',
        reference: first.row.reference,
        post: reviewer,
        holders: route.posts.find((post) => post.id === reviewer)?.holders ?? [],
        from: ctx.now,
        earlierWarnings: 0,
        skipPosts: deriveSkipped(route.posts, {
          ...away,
          named: away.named.filter((one) => one !== by.account),
        }),
        skipHolders: listAway(away),
      },
    ]);
    const terms = createHmac('sha256', ports.keys.pepper)
      .update(input.text.trim().toLowerCase())
      .digest('hex');
    const entries: EntryDraft[] = [];
    const events: OutboxEvent[] = [...raised.events];
    for (const loaded of closed) {
      const told = await tellHolders(ports, tx, ctx, loaded);
      events.push(...told.events);
      entries.push({
        act: 'access.glass-broken',
        subject: concernRef(loaded.row.id),
        about: [
          openingRef(id),
          ...[...told.posts, reviewer].map((post) => ({ kind: 'post' as const, id: post })),
        ],
        body: { opening: id, reason, until: until.toString(), terms },
      });
    }
    const [head, ...rest] = entries;
    if (!head) return refuse('concerns.nothing-to-open', 'q');
    return {
      ok: true,
      value: { until, opened: closed.map(({ row }) => ({ id: row.id, reference: row.reference })) },
      entries: [head, ...rest, ...raised.entries],
      events,
    };
  };
}
