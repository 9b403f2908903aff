import { setImmediate as breathe } from 'node:timers/promises';
import type { Foundations } from '../../compose/foundations.ts';
import { type ConcernsPorts, carryOver, listNotSent, raiseConcern } from '../../modules/concerns/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { type RunOne, runBatch } from '../../platform/run-command.ts';
import { OPERATOR } from '../area/write-area.ts';
import { type MappedConcern, mapConcern } from './map-concern.ts';
import { openMendedFile } from './mended-file.ts';
import { inBatches, refuseUnknownColumns } from './read-batches.ts';
import type { ConcernMapping } from './read-mapping.ts';
import { readRows } from './read-rows.ts';

/** What an import came to, or would come to. */
export interface Imported {
  readonly rows: number;
  /** Decided in the earlier system: kept, and owed nothing. */
  readonly kept: number;
  /** Nobody had decided them: owed by the front door from now. */
  readonly open: number;
  readonly already: number;
  readonly toMend: number;
}

/** What an import is told. */
export interface ImportConcerns {
  readonly file: string;
  readonly mapping: ConcernMapping;
  readonly mend: string;
  readonly dryRun: boolean;
  /** What nobody had decided before this was dealt with there, without saying how; `null`: all of it is owed here. */
  readonly owedFrom: Temporal.Instant | null;
  /** Told after each batch how much of the file was read, from 0 to 1. */
  readonly onProgress: (share: number, rows: number) => void;
  /** Set when the operator wants it to stop: it stops between two batches. */
  readonly signal: AbortSignal;
}

const isDecided = (one: MappedConcern): one is MappedConcern & { before: object } => one.before !== null;

/** Imports one batch; gives how many of it were kept, opened and there already. */
async function importBatch(
  on: Pick<Foundations, 'spine'>,
  ports: ConcernsPorts,
  batch: readonly MappedConcern[],
  dryRun: boolean,
) {
  const came = { kept: 0, open: 0, already: 0 };
  const done = await runBatch(on.spine, async (run: RunOne, tx) => {
    const fresh = await listNotSent(
      ports,
      tx,
      OPERATOR.actor,
      batch.map((one) => one.told),
    );
    const all = batch.filter((one) => fresh.has(one.told));
    const decided = all.filter(isDecided);
    came.already = batch.length - all.length;
    came.kept = decided.length;
    came.open = all.length - decided.length;
    if (dryRun) return;
    const now = on.spine.clock.domain();
    if (decided.length > 0) await run(OPERATOR, now, (inner, ctx) => carryOver(ports)(inner, ctx, decided));
    for (const one of all)
      if (!isDecided(one))
        await run(OPERATOR, now, (inner, ctx) => raiseConcern(ports)(inner, ctx, one.told));
  });
  if (!done.ok)
    throw new OperatorError(`A batch was refused (${done.refusal.code}); nothing of it was kept.`);
  return came;
}

function takeAsDealtWith(concern: MappedConcern, owedFrom: Temporal.Instant | null): MappedConcern {
  const old = owedFrom !== null && Temporal.Instant.compare(concern.receivedAt, owedFrom) < 0;
  return concern.before === null && old
    ? { ...concern, before: { outcome: null, decidedAt: null } }
    : concern;
}

/**
 * Imports the concerns of an earlier system through the commands, a batch at a time, each whole or not at all. Rows that can't
 * be taken are written to the file of what to mend, and the rest goes on. Run again after a kill, it takes up where it was:
 * what is there already is known by the earlier system's own number.
 */
export async function importConcerns(
  on: Pick<Foundations, 'spine'>,
  ports: ConcernsPorts,
  { file, mapping, mend, dryRun, owedFrom, onProgress, signal }: ImportConcerns,
): Promise<Imported> {
  const source = readRows(file);
  const mended = openMendedFile(mend);
  const total = { rows: 0, kept: 0, open: 0, already: 0 };
  const now = on.spine.clock.domain();
  try {
    for await (const batch of inBatches(source.rows)) {
      if (total.rows === 0) refuseUnknownColumns(mapping, source.columns());
      const good: MappedConcern[] = [];
      for (const row of batch) {
        const { concern, problems } = mapConcern(row, mapping, now);
        if (concern) good.push(takeAsDealtWith(concern, owedFrom));
        else await mended.add(row, problems, source.columns());
      }
      total.rows += batch.length;
      const came = await importBatch(on, ports, good, dryRun);
      total.kept += came.kept;
      total.open += came.open;
      total.already += came.already;
      onProgress(source.progress(), total.rows);
      if (signal.aborted) break;
      await breathe();
    }
  } finally {
    await mended.close();
  }
  return { ...total, toMend: mended.count() };
}
