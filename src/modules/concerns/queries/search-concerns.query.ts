import { createHmac } from 'node:crypto';
import type { Query } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Standing } from '../domain/concern.ts';
import { concernRef } from '../domain/concern.ts';
import type { Colour, ReporterKind } from '../domain/vocabulary.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { describeMentions } from './describe-subjects.query.ts';

/** One concern found, for somebody who may see it. */
export interface Hit {
  readonly id: ConcernId;
  readonly reference: string;
  readonly receivedAt: Temporal.Instant;
  readonly standing: Standing;
  readonly colour: Colour;
  readonly reporterKind: ReporterKind;
  readonly line: string;
}

/** What a search came to. */
export interface Found {
  /** Names the search in the ledger, so that what is opened from it can say so; null where nothing was searched for. */
  readonly search: string | null;
  readonly hits: readonly Hit[];
  /** Something was found that the viewer may not see: "a record may exist: ask", never a name or a number. */
  readonly hidden: boolean;
}

/** Most concerns shown at once. */
const MOST = 50;

/**
 * Searches by reference, name, phone, registration mark or postcode. Filtered by the same relations as the page itself.
 * The entry keeps a keyed hash of the terms and the number of hits, never the terms.
 */
export function searchConcerns(ports: ConcernsPorts): Query<{ readonly text: string }, Found> {
  return async (tx, ctx, { text }) => {
    const typed = text.trim().slice(0, 200);
    const viewer = ctx.actor.kind === 'account' ? ctx.actor.account : null;
    if (typed === '' || !viewer)
      return { ok: true, value: { search: null, hits: [], hidden: false }, entries: [] };
    const byReference = await ports.store.findConcernByReference(tx, ports.readReference(typed) ?? '');
    const found = byReference ? [byReference.row.id] : await ports.people.findByTerm(tx, typed, MOST);
    // Whoever is kept away from a record is not told that there is one.
    const { visible, kept } = await ports.store.listStanding(tx, found, viewer);
    const rows = await ports.store.listRows(tx, visible);
    await ports.vault.warm(
      tx,
      rows.map((row) => concernRef(row.id)),
    );
    const hits: Hit[] = [];
    for (const row of [...rows].reverse()) {
      const told = await ports.store.openTold(tx, ports.vault, row);
      hits.push({
        id: row.id,
        reference: row.reference,
        receivedAt: row.received_at,
        standing: row.standing,
        colour: row.colour,
        reporterKind: row.reporter_kind,
        line: told ? describeMentions(told.mentions) : 'Erased by law',
      });
    }
    const terms = createHmac('sha256', ports.keys.pepper).update(typed.toLowerCase()).digest('hex');
    const search = ctx.ids.next<'search'>();
    return {
      ok: true,
      value: { search, hits, hidden: visible.length + kept.length < found.length },
      entries: [
        {
          act: 'concerns.searched',
          subject: { kind: 'search', id: search },
          body: { terms, found: found.length, shown: hits.length },
        },
      ],
    };
  };
}
