import { asId } from '../kernel/ids.ts';
import {
  type ConcernsPorts,
  concernStore,
  type ErasedElsewhere,
  replayErasure,
} from '../modules/concerns/index.ts';
import { addToErasureList, type ListedErasure } from '../platform/backup/erasure-list.ts';
import { runCommand } from '../platform/run-command.ts';
import type { Spine } from '../platform/transaction.ts';

type Kind = ListedErasure['records'][number]['kind'];

/** Writes every erasure there is to the list outside the database, where it is not yet. Nothing without a list. */
export async function exportErasures(spine: Spine, path: string | null): Promise<void> {
  if (path === null) return;
  const erased = await spine.db.transaction().execute((tx) => concernStore.listErased(tx));
  addToErasureList(
    path,
    erased.map(
      (one): ListedErasure => ({
        erasure: one.id,
        concern: one.concern,
        ground: one.ground,
        proposedAt: one.proposedAt.toString(),
        proposed: one.proposed,
        erasedAt: (one.settledAt ?? one.proposedAt).toString(),
        erased: one.settled ?? one.proposed,
        records: one.destroyed.records.map(({ kind, id }) => ({ kind: kind as Kind, id })),
        mentions: one.destroyed.mentions,
        files: one.destroyed.files,
      }),
    ),
  );
}

function read(one: ListedErasure): ErasedElsewhere {
  const person = ({ account, post, agency }: ListedErasure['erased']) => ({
    account: asId<'account'>(account),
    post: asId<'post'>(post),
    agency: asId<'agency'>(agency),
  });
  return {
    erasure: one.erasure,
    concern: asId<'concern'>(one.concern),
    ground: one.ground,
    proposedAt: Temporal.Instant.from(one.proposedAt),
    proposed: person(one.proposed),
    erasedAt: Temporal.Instant.from(one.erasedAt),
    erased: person(one.erased),
    records: one.records,
  };
}

/**
 * Erases again, in a database restored from an older backup, what the list says was erased since; each is an entry. Needs
 * the owner's connection, for no hold that the old backup remembers stands against it. Gives how many records still had
 * their words, or had not yet said that they were erased.
 */
export async function replayErasures(
  spine: Spine,
  concerns: ConcernsPorts,
  listed: readonly ListedErasure[],
): Promise<number> {
  const operator = { actor: { kind: 'operator' }, basis: null } as const;
  let done = 0;
  for (const one of listed) {
    const replayed = await runCommand(spine, operator, (tx, ctx) =>
      replayErasure(concerns)(tx, ctx, read(one)),
    );
    if (replayed.ok) done += 1;
    // Raised after the backup, or erased in it already.
    else if (!['concerns.not-found', 'concerns.erased'].includes(replayed.refusal.code))
      throw new Error(`an erasure could not be replayed: ${replayed.refusal.code}`);
  }
  return done;
}
