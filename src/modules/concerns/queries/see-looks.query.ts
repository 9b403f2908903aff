import type { Query } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { concernRef } from '../domain/concern.ts';
import { type EmergencyOpening, openingRef } from '../domain/emergency.ts';
import type { ConcernsPorts, Look, Names } from '../ports/outside.ports.ts';
import type { DeclaredInterest } from '../ports/store.ports.ts';

/** Most entries on one page. */
export const LOOKS_ON_PAGE = 50;

/** One page of who came near a record. */
export interface LooksView {
  readonly concern: ConcernId;
  readonly reference: string;
  readonly looks: readonly Look[];
  /** What the next page begins before; null on the last. */
  readonly next: string | null;
  readonly names: Names;
}

/**
 * Who has looked at a concern, or tried to, from the ledger, newest first. Seeing it is itself an entry. Refuses
 * `concerns.not-found`.
 */
export function seeLooks(
  ports: ConcernsPorts,
): Query<{ readonly concern: ConcernId; readonly before: string | null }, LooksView> {
  return async (tx, ctx, { concern, before }) => {
    const named = await ports.store.findNamed(tx, { id: concern });
    if (!named) return refuse('concerns.not-found');
    const about = concernRef(concern);
    const found = await ports.listLooks(tx, { about, before, limit: LOOKS_ON_PAGE + 1 });
    const looks = found.slice(0, LOOKS_ON_PAGE);
    return {
      ok: true,
      value: {
        concern,
        reference: named.reference,
        looks,
        next: found.length > LOOKS_ON_PAGE ? (looks.at(-1)?.id ?? null) : null,
        names: await ports.names(tx, ctx),
      },
      entries: [{ act: 'concerns.looks-seen', subject: about, body: {} }],
    };
  };
}

/** The rule that lets an emergency opening be used (policies/concerns.cedar): what was opened under it carries it. */
const EMERGENCY_RULE = 'emergency-openings-are-seen';

/** One emergency opening, as its reviewer sees it. */
export interface OpeningView {
  readonly opening: EmergencyOpening;
  /** Null when it was erased. */
  readonly reason: string | null;
  readonly finding: string | null;
  /** Each concern in it, with what was opened under it, computed from the ledger. */
  readonly concerns: readonly { readonly reference: string; readonly looks: readonly Look[] }[];
  readonly names: Names;
}

/** One emergency opening with its reason and what was opened under it. Refuses `concerns.no-such-opening`. */
export function getOpening(ports: ConcernsPorts): Query<{ readonly opening: string }, OpeningView> {
  return async (tx, ctx, input) => {
    const found = await ports.store.findOpening(tx, ports.vault, input.opening);
    if (!found) return refuse('concerns.no-such-opening');
    const { opening } = found;
    const concerns: OpeningView['concerns'][number][] = [];
    for (const id of opening.concerns) {
      const named = await ports.store.findNamed(tx, { id });
      const wanted = { about: concernRef(id), before: null, limit: 200, by: opening.by.account };
      const looks = await ports.listLooks(tx, { ...wanted, basis: EMERGENCY_RULE });
      concerns.push({
        reference: named?.reference ?? 'A record',
        looks: looks.filter(
          ({ at }) =>
            Temporal.Instant.compare(at, opening.at) >= 0 && Temporal.Instant.compare(at, opening.until) < 0,
        ),
      });
    }
    return {
      ok: true,
      value: { ...found, concerns, names: await ports.names(tx, ctx) },
      entries: [{ act: 'concerns.opening-seen', subject: openingRef(opening.id), body: {} }],
    };
  };
}

/** Most emergency openings listed at once. */
const MOST_LISTED = 100;

/** What is listed of emergency openings and declared interests. */
export interface OpeningsView {
  readonly openings: readonly EmergencyOpening[];
  readonly interests: readonly DeclaredInterest[];
  readonly names: Names;
}

/**
 * Every emergency opening, those that wait for their review first, with who made it and when, never what was opened; and
 * every interest declared, never why.
 */
export function listOpenings(ports: ConcernsPorts): Query<null, OpeningsView> {
  return async (tx, ctx) => {
    if (ctx.actor.kind !== 'account') return refuse('concerns.no-such-opening');
    return {
      ok: true,
      value: {
        openings: await ports.store.listOpenings(tx, ctx.actor.account, MOST_LISTED),
        interests: await ports.store.listInterests(tx, ctx.actor.account, MOST_LISTED),
        names: await ports.names(tx, ctx),
      },
      entries: [
        {
          act: 'concerns.openings-listed',
          subject: { kind: 'configuration', id: 'concerns.emergency-openings' },
          body: {},
        },
      ],
    };
  };
}
