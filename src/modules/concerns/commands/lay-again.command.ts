import type { Command } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import { deriveWindowStart } from '../domain/pattern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { layBeside } from './lay-beside.command.ts';
import { keptAwayFrom, loadRouteFacts } from './record-act.command.ts';

/** Most newer concerns whose count is brought up to date: a bundle of more is a pattern by then. */
const MOST = 50;

interface Arrived {
  readonly id: ConcernId;
  readonly receivedAt: Temporal.Instant;
}

async function listSure(ports: ConcernsPorts, tx: Tx, now: Temporal.Instant, concern: ConcernId) {
  const related = await ports.people.listRelated(tx, concern);
  const sure = related.filter((one) => one.via.some(({ strength }) => strength !== 'possible'));
  const from = deriveWindowStart(now, ports.patternThreshold.months);
  const bundled = await ports.store.listBundled(
    tx,
    sure.map((one) => one.concern),
  );
  return bundled.filter(({ receivedAt }) => Temporal.Instant.compare(receivedAt, from) >= 0);
}

const isBefore = (a: Arrived, b: Arrived) => Temporal.Instant.compare(a.receivedAt, b.receivedAt) < 0;

/** Keeps anew what this concern and those linked with it name: a link was made or taken back in one of them. */
async function recordAgain(ports: ConcernsPorts, tx: Tx, concern: ConcernId): Promise<void> {
  const related = await ports.people.listRelated(tx, concern);
  const linked = related.filter((one) => one.via.some(({ strength }) => strength === 'confirmed'));
  const rows = await ports.store.listRows(tx, [concern, ...linked.map((one) => one.concern)]);
  await ports.networks.record(
    tx,
    rows.map((row) => ({ concern: row.id, source: row.agency_id ?? row.reporter_kind })),
  );
}

/** Counts the warnings before this one, and keeps the count where the inbox sorts by it. */
async function recount(ports: ConcernsPorts, tx: Tx, now: Temporal.Instant, one: Arrived): Promise<number> {
  const earlier = (await listSure(ports, tx, now, one.id)).filter((other) => isBefore(other, one)).length;
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
    const { row, state, named } = loaded;
    const away = keptAwayFrom(named, state);
    const route = await loadRouteFacts(ports, tx, ctx.now, { owner: row.owner_post, ...away, spread: 0 });
    await recordAgain(ports, tx, input.concern);
    const about = { concern: state, reference: row.reference, owner: row.owner_post, route };
    const beside = await layBeside(ports, tx, ctx, about);
    const self = { id: input.concern, receivedAt: state.receivedAt };
    const earlier = await recount(ports, tx, ctx.now, self);
    const newer = (await listSure(ports, tx, ctx.now, input.concern)).filter(
      (other) => isBefore(self, other) && other.standing !== 'answered',
    );
    for (const other of newer.slice(0, MOST)) await recount(ports, tx, ctx.now, other);
    const entry = {
      act: 'concerns.laid-beside-again',
      subject: concernRef(input.concern),
      body: { earlier },
    } as const;
    return {
      ok: true,
      value: earlier,
      entries: [entry, ...beside.entries],
      events: beside.events,
    };
  };
}
