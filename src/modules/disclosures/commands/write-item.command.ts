/** One who received a disclosure writes: to its discloser, or a note to the others. Source: 70-disclosures.md 9.6, 9.9, 10.13. */
import { sameBytes } from '../../../kernel/bytes.ts';
import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { toBase64url } from '../domain/base64url.ts';
import { dayOf } from '../domain/day.ts';
import { PAD_SIZES } from '../domain/padding.ts';
import { readId } from '../domain/sealed-report.ts';
import { ACTS_OF, type ItemAct, type ItemPlace, type Lane, NOTHING_BEFORE } from '../domain/thread.ts';
import type { ReadingPorts } from '../ports/reading.ports.ts';
import type { KeptReport, ReportChanges } from '../ports.ts';
import { hashItem, isWrittenBy, type NoteEnvelope } from '../sealing/seal-item.ts';
import { type ByReader, eventBy, findReader } from './find-reader.command.ts';
import { settle } from './keep-clocks.command.ts';

export interface WrittenItem extends ByReader {
  readonly lane: Lane;
  readonly seq: number;
  readonly act: ItemAct;
  readonly previous: Uint8Array;
  readonly sealed: Uint8Array;
  readonly signature: Uint8Array;
  /** Of a note: its key for each who may read it. */
  readonly envelopes: readonly NoteEnvelope[];
}

const EVENTS: Readonly<Partial<Record<ItemAct, `disclosures.${string}`>>> = {
  acknowledge: 'disclosures.acknowledged',
  feedback: 'disclosures.fed-back',
  close: 'disclosures.closed',
  message: 'disclosures.wrote',
  'check-in': 'disclosures.checked-in',
  note: 'disclosures.noted',
};

/** What an act does to how things stand. An answer, or the end of it, also says that it was received. */
function changesOf(act: ItemAct, day: string): ReportChanges {
  if (act === 'acknowledge') return { acknowledged: day };
  if (act === 'feedback') return { acknowledged: day, fedBack: day };
  return act === 'close' ? { acknowledged: day, closed: day } : {};
}

const AROUND = 32;
/** A point, a note's key, a tag. */
const ENVELOPE = 65 + 32 + 16;

function isSound({ lane, act, sealed, envelopes }: WrittenItem): boolean {
  const fits = PAD_SIZES.message.some((size) => size + AROUND === sealed.length);
  const known = ACTS_OF.recipient.includes(act) && (act === 'note') === (lane === 'notes');
  return fits && known && (lane === 'notes') === envelopes.length > 0;
}

/** A note goes to its writer and to others who have not stepped back, each once: nobody can slip in a reader. */
function isForReaders({ standing }: KeptReport, { keyId, envelopes }: WrittenItem): boolean {
  const may = standing.readers.flatMap((one) => (one.standing === 'recused' ? [] : one.keyId));
  const given = envelopes.map((one) => toBase64url(one.keyId));
  const once = new Set(given).size === given.length;
  const whole = envelopes.every(({ envelope }) => envelope.length === ENVELOPE);
  return once && whole && given.includes(toBase64url(keyId)) && given.every((one) => may.includes(one));
}

/** Takes it in after the last item of its lane. Sent twice, it is one. Gives the item's hash. */
export function writeItem(ports: ReadingPorts): Command<WrittenItem, Uint8Array> {
  return async (tx, ctx, given) => {
    const day = dayOf(ctx.now);
    const found = await findReader(ports, tx, given, day);
    if (!found.ok) return found;
    const { kept, reader, listed } = found.value;
    const report = readId(kept.id);
    if (reader.standing !== 'cleared' || !report) return refuse('disclosures.unknown');
    const { lane, seq, act, previous, sealed, signature, keyId } = given;
    const event = EVENTS[act];
    if (!event || !isSound(given)) return refuse('disclosures.not-sealed');
    const place: ItemPlace = { report, epoch: 1, lane, seq, role: 'recipient', act, keyId, previous };
    if (!(await isWrittenBy(listed.sign, { place, sealed, signature })))
      return refuse('disclosures.not-signed');
    const hash = await hashItem(place, sealed);
    const [there] = await ports.store.listItems(tx, kept.id, lane, seq, 1);
    if (there?.seq === seq && sameBytes(there.hash, hash)) {
      const entries = [eventBy('disclosures.repeat-recognised', given)] as const;
      return { ok: true, value: hash, entries, events: [] };
    }
    const last = (await ports.store.findLast(tx, kept.id, lane)) ?? { seq: -1, hash: NOTHING_BEFORE };
    if (last.seq !== seq - 1 || !sameBytes(last.hash, previous))
      return refuse('disclosures.written-meanwhile');
    if (lane === 'notes' && !isForReaders(kept, given)) return refuse('disclosures.written-meanwhile');
    await ports.store.saveItem(tx, kept.id, {
      ...{ lane, seq, role: 'recipient', act, keyId, previous, sealed, signature, hash, day },
    });
    if (lane === 'notes') await ports.reading.saveNoteEnvelopes(tx, kept.id, seq, given.envelopes);
    await ports.store.changeReport(tx, kept.id, changesOf(act, day));
    await settle(ports, tx, kept.id, day);
    return { ok: true, value: hash, entries: [eventBy(event, given)], events: [] };
  };
}
