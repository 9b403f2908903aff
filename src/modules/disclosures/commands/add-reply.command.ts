/** A discloser writes again, with their receipt. Closing does not stop them (GL#4293). Source: 70-disclosures.md 9.6, 9.9. */

import { sameBytes } from '../../../kernel/bytes.ts';
import type { Command } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { dayOf } from '../domain/day.ts';
import { decodeReply, type Reply } from '../domain/reply.ts';
import { readId } from '../domain/sealed-report.ts';
import type { Statement } from '../domain/statement.ts';
import type { ItemPlace } from '../domain/thread.ts';
import type { DisclosurePorts, KeptReport } from '../ports.ts';
import { hashItem, isWrittenBy } from '../sealing/seal-item.ts';
import { sha256 } from '../sealing/web-crypto.ts';
import { askOutside, reportRef, settle } from './keep-clocks.command.ts';

/** Where the reply says that it stands. */
export function placeOfReply(kept: KeptReport, { seq, act, previous }: Reply): ItemPlace {
  const report = readId(kept.id) ?? new Uint8Array();
  return { report, epoch: 1, lane: 'thread', seq, role: 'reporter', act, keyId: new Uint8Array(), previous };
}

async function carryOut(
  ports: DisclosurePorts,
  tx: Tx,
  kept: KeptReport,
  act: Reply['act'],
  day: string,
): Promise<readonly EntryDraft[]> {
  if (act === 'ask-outside') return askOutside(ports, tx, kept, day);
  if (act === 'withdraw') await ports.store.changeReport(tx, kept.id, { withdrawn: day });
  return [];
}

/** Takes in what the discloser wrote; gives the signed statement of its hash and day. Sent twice, it is one. */
export function addReply(
  ports: DisclosurePorts,
): Command<{ readonly token: Uint8Array; readonly bytes: Uint8Array }, Statement> {
  return async (tx, ctx, { token, bytes }) => {
    const kept = await ports.store.findByLookup(tx, ports.lookup(await sha256(token)));
    if (!kept) return { ok: false, refusal: { code: 'disclosures.unknown' } };
    const reply = decodeReply(bytes);
    if (!reply) return { ok: false, refusal: { code: 'disclosures.not-sealed' } };
    const place = placeOfReply(kept, reply);
    const item = { place, sealed: reply.sealed, signature: reply.signature };
    if (!(await isWrittenBy(kept.reporterKey, item)))
      return { ok: false, refusal: { code: 'disclosures.signature' } };
    const hash = await hashItem(place, reply.sealed);
    const today = dayOf(ctx.now);
    const [there] = await ports.store.listItems(tx, kept.id, 'thread', reply.seq, 1);
    const repeated = there !== undefined && sameBytes(there.hash, hash);
    const day = repeated ? there.day : today;
    const value = { digest: hash, day, signature: await ports.signStatement(hash, day) };
    const subject = reportRef(kept.id);
    if (repeated)
      return {
        ok: true,
        value,
        entries: [{ act: 'disclosures.repeat-recognised', subject, body: {} }],
        events: [],
      };
    const last = await ports.store.findLast(tx, kept.id, 'thread');
    if (last?.seq !== reply.seq - 1 || !sameBytes(last.hash, reply.previous))
      return { ok: false, refusal: { code: 'disclosures.written-meanwhile' } };
    const written = { lane: 'thread', role: 'reporter', keyId: new Uint8Array(), hash, day } as const;
    await ports.store.saveItem(tx, kept.id, { ...reply, ...written });
    const more = await carryOut(ports, tx, kept, reply.act, day);
    await settle(ports, tx, kept.id, day);
    const act = reply.act === 'withdraw' ? 'disclosures.taken-back' : 'disclosures.reporter-wrote';
    return { ok: true, value, entries: [{ act, subject, body: {} }, ...more], events: [] };
  };
}
