/**
 * No one person removes a disclosure: two of different organisations ask, and for thirty days everybody who may read it sees that it is
 * to go, and can be talked to. Source: 70-disclosures.md 9.8, 10.12; GlobaLeaks GL#3776.
 */

import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dayOf } from '../domain/day.ts';
import type { ReadingPorts } from '../ports/reading.ports.ts';
import { eventBy, findReader } from './find-reader.command.ts';
import { isSaid, type SaidWord } from './say-word.command.ts';
import { countRemovals, takeBackRemoval } from './take-back-removal.command.ts';

/** Asks for it to be removed, or takes one's own asking back, for good. */
export function askRemoval(ports: ReadingPorts): Command<SaidWord<'remove' | 'keep'>, null> {
  return async (tx, ctx, said) => {
    const today = dayOf(ctx.now);
    const found = await findReader(ports, tx, said, today);
    if (!found.ok) return found;
    if (found.value.reader.standing !== 'cleared') return refuse('disclosures.unknown');
    if (!(await isSaid(found.value, said, today))) return refuse('disclosures.not-signed');
    const { id, keyId, signature } = said;
    if (said.word === 'remove') {
      const { organisation } = found.value.listed;
      await ports.reading.saveRemoval(tx, id, { keyId, organisation, signature, day: today });
      await countRemovals(ports, tx, found.value.kept, today);
    } else if (!(await takeBackRemoval(ports, tx, found.value.kept, said, today)))
      return refuse('disclosures.not-now');
    const act = said.word === 'remove' ? 'disclosures.removal-asked' : 'disclosures.removal-taken-back';
    return { ok: true, value: null, entries: [eventBy(act, said)], events: [] };
  };
}
