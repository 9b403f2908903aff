import type { Command } from '../kernel/command.ts';
import type { EntryDraft, OutboxEvent, RecordRef } from '../kernel/entry.ts';
import { isNonEmpty } from '../kernel/non-empty.ts';
import { refuse } from '../kernel/refusal.ts';
import {
  describeChanges,
  findScrutineer,
  isProposalOpen,
  listOpenProposals,
  type ProposalDuties,
} from '../modules/access/index.ts';
import {
  type ConcernsPorts,
  concernStore,
  describeSubjects,
  isStillOwed,
} from '../modules/concerns/index.ts';
import {
  addNewRules,
  type DescribeSubjects,
  describeLadderChanges,
  ENGLAND_PACK,
  type IsStillOwed,
  isLadderProposalOpen,
  listOpenAsks,
  meetDuties,
  raiseDuties,
} from '../modules/duties/index.ts';
import { isWaiting, listWaiting, type WaitingPart } from '../modules/people/index.ts';
import { runCommand } from '../platform/run-command.ts';
import type { Spine } from '../platform/transaction.ts';

interface Effects {
  readonly entries: readonly EntryDraft[];
  readonly events: readonly OutboxEvent[];
}

const proposalRef = (id: string): RecordRef => ({ kind: 'configuration', id });

/** A proposed change to posts or holders: owed an answer by the scrutineer's post, in the transaction that proposes it. */
export const proposalDuties: ProposalDuties = {
  raise: (tx, ctx, { proposal, post, proposer }) =>
    raiseDuties(tx, ctx, [
      { rule: 'access.answer-change', about: proposalRef(proposal), post, skipHolders: [proposer] },
    ]),
  meet: (tx, ctx, { proposal, act }) => meetDuties(tx, ctx, { about: proposalRef(proposal), act }),
};

/** Raises what is owed about changes that were proposed before a Heed that raises it, or by one still running beside it. */
const oweOpenProposals: Command<null, null> = async (tx, ctx) => {
  const effects: Effects[] = [];
  for (const { id, proposedBy: proposer } of await listOpenProposals(tx)) {
    const post = await findScrutineer(tx, ctx.now, proposer);
    if (post) effects.push(await proposalDuties.raise(tx, ctx, { proposal: id, post, proposer }));
  }
  for (const { id, askedBy } of (await listOpenAsks(tx, [], true)).filter((ask) => ask.ladder)) {
    const post = await findScrutineer(tx, ctx.now, askedBy);
    const owed = { rule: 'duties.answer-ladder', about: proposalRef(id), skipHolders: [askedBy] };
    if (post) effects.push(await raiseDuties(tx, ctx, [{ ...owed, post }]));
  }
  const entries = effects.flatMap((effect) => effect.entries);
  if (!isNonEmpty(entries)) return refuse('duties.nothing-due');
  return { ok: true, value: null, entries, events: effects.flatMap((effect) => effect.events) };
};

/**
 * Gives an area set up by an earlier Heed the rules it lacks, so that no act meets a duty that cannot be raised, and the
 * duties that the earlier one did not raise. Says nothing where nothing is lacking.
 */
export async function bringRulesUpToDate(spine: Spine): Promise<void> {
  const engine = { actor: { kind: 'engine' }, basis: null } as const;
  await runCommand(spine, engine, (tx, ctx) => addNewRules(tx, ctx, ENGLAND_PACK));
  await runCommand(spine, engine, (tx, ctx) => oweOpenProposals(tx, ctx, null));
}

/** What waits about somebody or something on record, by page; no names, for a duty is read by more than may open a record. */
const WAITING: Readonly<Record<WaitingPart, string>> = {
  join: 'Two records that may be one: you are the second person',
  protection: 'A protected record: you are the second person',
  perhaps: 'A protected record: a new warning may be about them',
};
const SEVERAL = 'Somebody or something on record waits for your answer';

/** What any duty is about, in one line: concerns and patterns, and changes that wait for the scrutineer. */
export function describeAll(concerns: ConcernsPorts): DescribeSubjects {
  const describeConcerns = describeSubjects(concerns);
  return async (tx, refs, viewer) => {
    const proposals = refs.filter((ref) => ref.kind === 'configuration').map((ref) => ref.id);
    const changes = [
      ...(await describeChanges(tx, proposals)),
      ...(await describeLadderChanges(tx, proposals)),
    ];
    const waiting = await listWaiting(
      tx,
      refs.filter(({ kind }) => kind === 'person' || kind === 'thing').map(({ id }) => id),
    );
    return new Map([
      ...waiting.map(({ kind, id, parts }) => {
        const [only] = parts;
        // What waits on one page leads there; where there are several, the record's own page leads to each.
        const one = parts.length === 1 && only ? only : null;
        const href = `/records/${kind}/${id}${one ? `/${one}` : ''}`;
        return [id, { line: one ? WAITING[one] : SEVERAL, href, reference: null }] as const;
      }),
      ...(await describeConcerns(tx, refs, viewer)),
      ...changes.map(([id, { line, href }]) => [id, { line, href, reference: null }] as const),
    ]);
  };
}

const isOwedByConcerns = isStillOwed(concernStore);

/** Whether the record a duty is about still owes it: a concern by its state, a proposed change or join until it is answered. */
export const isOwedByRecord: IsStillOwed = async (tx, duty) => {
  const { kind, id } = duty.about;
  if (kind === 'configuration') return (await isProposalOpen(tx, id)) || (await isLadderProposalOpen(tx, id));
  if (kind === 'person' || kind === 'thing') return isWaiting(tx, id, duty.key);
  return isOwedByConcerns(tx, duty);
};
