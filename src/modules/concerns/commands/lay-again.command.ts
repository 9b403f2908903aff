import type { Command } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { listBeside, relateBeside } from './lay-beside.command.ts';

/** Most newer concerns whose count is brought up to date: a bundle of more is a pattern by then. */
const MOST = 50;

interface Arrived {
  readonly id: ConcernId;
  readonly receivedAt: Temporal.Instant;
}

const isBefore = (a: Arrived, b: Arrived) => Temporal.Instant.compare(a.receivedAt, b.receivedAt) < 0;

/**
 * Keeps anew what this concern and those linked with it name, because a link was made or taken back in one of them, and has
 * all of them judged once this transaction is kept.
 */
async function recordAgain(
  ports: ConcernsPorts,
  tx: Tx,
  now: Temporal.Instant,
  concern: ConcernId,
): Promise<void> {
  const related = await ports.people.listRelated(tx, concern);
  const linked = related.filter((one) => one.via.some(({ strength }) => strength === 'confirmed'));
  const rows = await ports.store.listRows(tx, [concern, ...linked.map((one) => one.concern)]);
  await ports.networks.record(
    tx,
    rows.map((row) => ({
      concern: row.id,
      source: row.agency_id ?? row.reporter_kind,
      watchFrom: now,
      related: true,
    })),
  );
}

/** Counts the warnings before this one, and keeps the count where the inbox sorts by it. */
async function recount(ports: ConcernsPorts, tx: Tx, now: Temporal.Instant, one: Arrived): Promise<number> {
  const earlier = (await listBeside(ports, tx, now, one.id)).filter((other) => isBefore(other, one)).length;
  await ports.store.saveEarlier(tx, one.id, earlier);
  await ports.duties.updateEarlierWarnings(tx, concernRef(one.id), earlier);
  return earlier;
}

/**
 * Lays a concern beside the others once more, because somebody linked what it names to somebody or something known (or
 * took such a link back): its count of earlier warnings, those of newer ones not yet answered, and a pattern
 * that has come to light follow. Doing it twice changes nothing more. Refuses `concerns.not-found`.
 */
export function layAgain(ports: ConcernsPorts): Command<{ readonly concern: ConcernId }, number> {
  return async (tx, ctx, input) => {
    const loaded = await ports.store.findConcern(tx, input.concern);
    if (!loaded) return refuse('concerns.not-found');
    const laid = await relateBeside(ports, tx, ctx, input.concern);
    await recordAgain(ports, tx, ctx.now, input.concern);
    const self = { id: input.concern, receivedAt: loaded.state.receivedAt };
    const earlier = await recount(ports, tx, ctx.now, self);
    const newer = (await listBeside(ports, tx, ctx.now, input.concern)).filter(
      (other) => isBefore(self, other) && other.standing !== 'answered',
    );
    for (const other of newer.slice(0, MOST)) await recount(ports, tx, ctx.now, other);
    const entry = {
      act: 'concerns.laid-beside-again',
      subject: concernRef(input.concern),
      body: { earlier },
    } as const;
    return { ok: true, value: earlier, entries: [entry, ...laid.entries], events: laid.events };
  };
}
