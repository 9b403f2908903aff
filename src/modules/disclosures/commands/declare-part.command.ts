/**
 * "Do you have a part in this?" Source: 70-disclosures.md 9.7 (two-step opening), 9.8 (the outside body), 10.11. The word is signed;
 * what it opens is the row's standing, set here and read by whoever asks for the body.
 */
import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { readBase64url } from '../domain/base64url.ts';
import { dayOf } from '../domain/day.ts';
import { canStepBack, nextReserve } from '../domain/standing.ts';
import type { ReadingPorts } from '../ports/reading.ports.ts';
import { eventBy, findReader } from './find-reader.command.ts';
import { askOutside, settle } from './keep-clocks.command.ts';
import { isSaid, type SaidWord } from './say-word.command.ts';
import { takeBackRemoval } from './take-back-removal.command.ts';

/**
 * Clears them to read the body, or lets them step back and asks the next in reserve. Nobody steps back when nobody else could read it,
 * and nobody speaks for another: whose word it is comes from the session, and the signature has to agree.
 */
export function declarePart(ports: ReadingPorts): Command<SaidWord<'no-part' | 'has-part'>, null> {
  return async (tx, ctx, said) => {
    const today = dayOf(ctx.now);
    const found = await findReader(ports, tx, said, today);
    if (!found.ok) return found;
    const { kept, reader } = found.value;
    if (!(await isSaid(found.value, said, today))) return refuse('disclosures.not-signed');
    const declared = { signature: said.signature, day: today };
    if (said.word === 'no-part') {
      if (reader.standing !== 'asked') return refuse('disclosures.declared-already');
      await ports.store.changeReader(tx, kept.id, reader.keyId, { standing: 'cleared', declared });
      await settle(ports, tx, kept.id, today);
      const entries = [eventBy('disclosures.declared-no-part', said)] as const;
      return { ok: true, value: null, entries, events: [] };
    }
    const { readers } = kept.standing;
    if (!canStepBack(readers, reader.keyId)) return refuse('disclosures.last-recipient');
    await ports.store.changeReader(tx, kept.id, reader.keyId, { standing: 'recused', declared });
    const took = await takeBackRemoval(ports, tx, kept, said, today);
    const next = reader.role === 'escalation' ? null : nextReserve(readers);
    if (next) await ports.store.changeReader(tx, kept.id, next.keyId, { standing: 'asked', asked: today });
    await settle(ports, tx, kept.id, today);
    const nextId = next && readBase64url(next.keyId);
    const more = [
      ...(took ? [eventBy('disclosures.removal-taken-back', said)] : []),
      ...(nextId ? [eventBy('disclosures.reserve-asked', { id: kept.id, keyId: nextId })] : []),
    ];
    return { ok: true, value: null, entries: [eventBy('disclosures.recused', said), ...more], events: [] };
  };
}

/** Lets the outside body read it from now on, at the word of one who may read it or was asked. */
export function handOutside(ports: ReadingPorts): Command<SaidWord<'hand-outside'>, null> {
  return async (tx, ctx, said) => {
    const today = dayOf(ctx.now);
    const found = await findReader(ports, tx, said, today);
    if (!found.ok) return found;
    if (!(await isSaid(found.value, said, today))) return refuse('disclosures.not-signed');
    const asked = await askOutside(ports, tx, found.value.kept, today);
    if (asked.length === 0) return refuse('disclosures.not-now');
    await settle(ports, tx, said.id, today);
    const entries = [eventBy('disclosures.handed-outside', said), ...asked] as const;
    return { ok: true, value: null, entries, events: [] };
  };
}
