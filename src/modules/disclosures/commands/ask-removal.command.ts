/**
 * No one person removes a disclosure: two of different organisations ask, and for thirty days everybody who may read it sees that it is
 * to go, and can be talked to. Source: 70-disclosures.md 9.8, 10.12; GlobaLeaks GL#3776.
 */

import { sameBytes } from '../../../kernel/bytes.ts';
import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dayOf } from '../domain/day.ts';
import type { ReadingPorts, RemovalAsk } from '../ports/reading.ports.ts';
import { isSaid, type SaidWord } from './declare-part.command.ts';
import { eventBy, findReader } from './find-reader.command.ts';

const countOrganisations = (asks: readonly RemovalAsk[]) =>
  new Set(asks.flatMap(({ organisation, kept }) => (kept === null ? organisation : []))).size;

/** Asks for it to be removed, or takes one's own asking back, for good. */
export function askRemoval(ports: ReadingPorts): Command<SaidWord<'remove' | 'keep'>, null> {
  return async (tx, ctx, said) => {
    const today = dayOf(ctx.now);
    const found = await findReader(ports, tx, said, today);
    if (!found.ok) return found;
    if (found.value.reader.standing !== 'cleared') return refuse('disclosures.unknown');
    if (!(await isSaid(found.value, said, today))) return refuse('disclosures.not-signed');
    const { id, keyId, signature } = said;
    const { organisation } = found.value.listed;
    if (said.word === 'remove')
      await ports.reading.saveRemoval(tx, id, { keyId, organisation, signature, day: today });
    else {
      const own = (await ports.reading.listRemovals(tx, id)).find((ask) => sameBytes(ask.keyId, keyId));
      if (!own || own.kept !== null) return refuse('disclosures.not-now');
      await ports.reading.saveKept(tx, id, keyId, signature, today);
    }
    const two = countOrganisations(await ports.reading.listRemovals(tx, id)) >= 2;
    const since = found.value.kept.removal;
    await ports.reading.saveRemovalDay(tx, id, two ? (since ?? today) : null);
    const act = said.word === 'remove' ? 'disclosures.removal-asked' : 'disclosures.removal-taken-back';
    return { ok: true, value: null, entries: [eventBy(act, said)], events: [] };
  };
}
