import { triageConcern as decideTriage } from '../domain/follow-concern.ts';
import type { Colour } from '../domain/vocabulary.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { actingPerson, type OnConcern, onConcern, withWords } from './on-concern.command.ts';

/** A screener changes the colour, with a reason. Lowering it never takes a running clock away. */
export function triageConcern(ports: ConcernsPorts) {
  return onConcern(
    ports,
    (loaded, input: OnConcern & { readonly colour: Colour; readonly reason: string }, ctx) =>
      withWords(decideTriage(loaded.state, actingPerson(ctx), input.colour, input.reason), {
        words: { reason: input.reason },
      }),
  );
}
