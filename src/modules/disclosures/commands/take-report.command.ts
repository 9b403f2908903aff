/** A sealed disclosure arrives: checked as far as can be without reading it, kept, and its clocks begin. Source: 9.5, 9.7. */
import { sameBytes } from '../../../kernel/bytes.ts';
import type { Command } from '../../../kernel/command.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { addDays, dayOf } from '../domain/day.ts';
import { decodeReport, encodeUnsigned, type SealedReport, showId } from '../domain/sealed-report.ts';
import type { ReaderStanding } from '../domain/standing.ts';
import type { Statement } from '../domain/statement.ts';
import { firstPlace } from '../domain/thread.ts';
import type { DisclosurePorts } from '../ports.ts';
import { hashItem } from '../sealing/seal-item.ts';
import { isSigned } from '../sealing/signature.ts';
import { sha256 } from '../sealing/web-crypto.ts';
import { reportRef, settle } from './keep-clocks.command.ts';

/** Kept six years, as civil claims may be brought (Limitation Act 1980), give or take a week that tells nobody the day. */
const KEPT_DAYS = 6 * 365;
const FUZZ_DAYS = 7;

export interface TakeReport {
  readonly bytes: Uint8Array;
  /** Where it was sealed: a row says so for ever, because the server has then seen the words. */
  readonly sealedBy: 'browser' | 'server';
}

/** Those who are asked at once: the recipients; where none could be had, the outside bodies. */
export function standingsOf(readers: SealedReport['readers']): readonly ReaderStanding[] {
  const first = readers.some(({ role }) => role === 'recipient') ? 'recipient' : 'escalation';
  return readers.map(({ role }) => (role === first ? 'asked' : 'held'));
}

async function areFilesWhole(ports: DisclosurePorts, tx: Tx, report: SealedReport): Promise<boolean> {
  if (report.files.length === 0) return true;
  const arrived = await ports.store.countParts(tx, showId(report.report));
  return report.files.every(({ file, parts }) => arrived.get(showId(file)) === parts);
}

const refused = (code: Refusal['code']) => ({ ok: false, refusal: { code } }) as const;

/** Who may be asked; the code of what is wrong, or `null`. */
async function faultOf(
  ports: DisclosurePorts,
  tx: Tx,
  report: SealedReport,
  day: string,
): Promise<Refusal['code'] | null> {
  const spread = await ports.checkReaders(tx, report, day);
  if (spread) return spread === 'moved-on' ? 'disclosures.roster-moved-on' : 'disclosures.readers';
  return (await areFilesWhole(ports, tx, report)) ? null : 'disclosures.file-missing';
}

async function state(ports: DisclosurePorts, digest: Uint8Array, day: string): Promise<Statement> {
  return { digest, day, signature: await ports.signStatement(digest, day) };
}

/** Takes one in. Sent twice, it is one; something else under its id is refused. */
export function takeReport(ports: DisclosurePorts): Command<TakeReport, Statement> {
  return async (tx, ctx, { bytes, sealedBy }) => {
    const report = decodeReport(bytes);
    if (!report) return refused('disclosures.not-sealed');
    const unsigned = encodeUnsigned(report);
    if (!(await isSigned(report.reporterKey, report.signature, 'heed report 1', await sha256(unsigned))))
      return refused('disclosures.signature');
    const id = showId(report.report);
    const [digest, day] = [await sha256(bytes), dayOf(ctx.now)];
    const kept = await ports.store.findArrived(tx, id);
    if (kept) {
      if (!sameBytes(kept.digest, digest)) return refused('disclosures.id-used');
      const entries = [{ act: 'disclosures.repeat-recognised', subject: reportRef(id), body: {} }] as const;
      return { ok: true, value: await state(ports, digest, kept.day), entries, events: [] };
    }
    const fault = await faultOf(ports, tx, report, day);
    if (fault) return refused(fault);
    const standings = standingsOf(report.readers);
    await ports.store.saveReport(tx, {
      report,
      unsigned,
      digest,
      lookup: ports.lookup(report.tokenHash),
      firstHash: await hashItem(firstPlace(report.report, report.epoch), report.body),
      sealedBy,
      day,
      expires: addDays(day, KEPT_DAYS + ports.chance(2 * FUZZ_DAYS + 1) - FUZZ_DAYS),
      standings,
    });
    const outside = report.readers.some(
      (reader, at) => reader.role === 'escalation' && standings[at] === 'asked',
    );
    if (outside) await ports.store.changeReport(tx, id, { escalated: day });
    await settle(ports, tx, id, day);
    const entries = [{ act: 'disclosures.report-received', subject: reportRef(id), body: {} }] as const;
    return { ok: true, value: await state(ports, digest, day), entries, events: [] };
  };
}
