import type { RecordRef } from '../kernel/entry.ts';
import { describeChanges, isProposalOpen, type ProposalDuties } from '../modules/access/index.ts';
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
  meetDuties,
  raiseDuties,
} from '../modules/duties/index.ts';
import { runCommand } from '../platform/run-command.ts';
import type { Spine } from '../platform/transaction.ts';

const proposalRef = (id: string): RecordRef => ({ kind: 'configuration', id });

/** A proposed change to posts or holders: owed an answer by the scrutineer's post, in the transaction that proposes it. */
export const proposalDuties: ProposalDuties = {
  raise: (tx, ctx, { proposal, post, proposer }) =>
    raiseDuties(tx, ctx, [
      { rule: 'access.answer-change', about: proposalRef(proposal), post, skipHolders: [proposer] },
    ]),
  meet: (tx, ctx, { proposal, act }) => meetDuties(tx, ctx, { about: proposalRef(proposal), act }),
};

/** Gives an area set up by an earlier Heed the rules it lacks, so that no act meets a duty that cannot be raised. */
export async function bringRulesUpToDate(spine: Spine): Promise<void> {
  await runCommand(spine, { actor: { kind: 'engine' }, basis: null }, (tx, ctx) =>
    addNewRules(tx, ctx, ENGLAND_PACK),
  );
}

/** What any duty is about, in one line: concerns and patterns, and changes that wait for the scrutineer. */
export function describeAll(concerns: ConcernsPorts): DescribeSubjects {
  const describeConcerns = describeSubjects(concerns);
  return async (tx, refs, viewer) => {
    const proposals = refs.filter((ref) => ref.kind === 'configuration').map((ref) => ref.id);
    const changes = [
      ...(await describeChanges(tx, proposals)),
      ...(await describeLadderChanges(tx, proposals)),
    ];
    return new Map([
      ...(await describeConcerns(tx, refs, viewer)),
      ...changes.map(([id, { line, href }]) => [id, { line, href, reference: null }] as const),
    ]);
  };
}

const isOwedByConcerns = isStillOwed(concernStore);

/** Whether the record a duty is about still owes it: a concern by its state, a proposed change until it is answered. */
export const isOwedByRecord: IsStillOwed = async (tx, duty) => {
  const { kind, id } = duty.about;
  if (kind === 'configuration') return (await isProposalOpen(tx, id)) || (await isLadderProposalOpen(tx, id));
  return isOwedByConcerns(tx, duty);
};
