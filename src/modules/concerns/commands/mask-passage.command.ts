import { accept, refuse } from '../../../kernel/refusal.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { actingPerson, type OnConcern, onConcern } from './on-concern.command.ts';

/** A passage of one answer, in UTF-16 units, end exclusive. */
export type MaskPassage = OnConcern & {
  readonly question: string;
  readonly start: number;
  readonly finish: number;
};

/** Hides a passage that would identify a confidential or anonymous reporter from everybody beyond the front door. */
export function maskPassage(ports: ConcernsPorts) {
  return onConcern(ports, async (loaded, input: MaskPassage, ctx, tx) => {
    const told = await ports.store.openTold(tx, ports.vault, loaded.row);
    const answer = told?.told.answers.find((a) => a.question === input.question)?.answer;
    if (
      answer === undefined ||
      input.start < 0 ||
      input.finish > answer.length ||
      input.finish <= input.start
    ) {
      return refuse('concerns.no-such-passage', 'passage');
    }
    return accept({
      act: { act: 'passage-masked' as const, by: actingPerson(ctx) },
      save: () =>
        ports.store.saveMask(tx, {
          id: ctx.ids.next<'mask'>(),
          concern: input.concern,
          question: input.question,
          start: input.start,
          finish: input.finish,
          at: ctx.now,
        }),
    });
  });
}

/** Shows a hidden passage again. */
export function unmaskPassage(ports: ConcernsPorts) {
  return onConcern(ports, (_loaded, input: OnConcern & { readonly mask: string }, ctx, tx) =>
    accept({
      act: { act: 'passage-unmasked' as const, by: actingPerson(ctx) },
      save: () => ports.store.saveUnmask(tx, input.concern, input.mask, ctx.now),
    }),
  );
}

/** Records that the front door looked at who the reporter is; every look is an entry (20-domain.md). */
export function seeReporter(ports: ConcernsPorts) {
  return onConcern<OnConcern>(ports, async (loaded, _input, ctx, tx) => {
    const reporter = await ports.store.openReporter(tx, ports.vault, loaded.row);
    if (!reporter) return refuse('concerns.not-found');
    return accept({ act: { act: 'reporter-identity-seen' as const, by: actingPerson(ctx) } });
  });
}
