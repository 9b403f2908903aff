/**
 * A witness's answer to one request, with what it must keep before it gives it. Source: C2SP tlog-witness;
 * 40-ledger.md, Witnesses. What the protocol answers is `decideCosign`'s; this adds the memory of what was asked.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type CosignDecision, decideCosign } from './decide-cosign.ts';
import type { SignedNote } from './signed-note.ts';
import type { TreeHasher } from './tree-hasher.ts';
import type { VerifierKey } from './verifier-key.ts';
import { type VerifySignature, verifyNote } from './verify-note.ts';
import type { WitnessRequest } from './witness-request.ts';
import { type AlarmKind, checkpointOf, type KeptLog } from './witness-state.ts';

export interface Judgement {
  readonly decision: CosignDecision;
  /** The log as it must be kept before the answer is given; the very `log` that was handed in when nothing changes. */
  readonly log: KeptLog;
  /** An alarm that begins with this request. */
  readonly alarm: AlarmKind | null;
}

/** A log that was never cosigned. */
export const UNSEEN_LOG: KeptLog = { cosigned: null, alarm: null };

/** The note with the lines of `keys` alone: what others put under it is neither vouched for nor kept. */
function ownLines(note: SignedNote, keys: readonly VerifierKey[]): SignedNote {
  const isOwn = ({ name, keyId }: SignedNote['signatures'][number]) =>
    keys.some((key) => key.name === name && sameBytes(key.id, keyId));
  return { text: note.text, signatures: note.signatures.filter(isOwn) };
}

/** What is wrong with a refused checkpoint that the log did sign, beyond the request: a second root, or growth not shown. */
function deriveAlarm(
  decision: CosignDecision,
  asked: Checkpoint,
  known: Checkpoint | null,
): AlarmKind | null {
  if (decision.cosign || !known) return null;
  if (asked.size === known.size && !sameBytes(asked.root, known.root)) return 'forked';
  return decision.reason === 'not-consistent' && asked.size > known.size ? 'not-consistent' : null;
}

/** Judges a request about the log that `keys` sign for. Pure: the caller keeps `log` first, then answers. */
export function judgeRequest(
  request: WitnessRequest & { readonly checkpoint: Checkpoint },
  log: KeptLog,
  keys: readonly VerifierKey[],
  hasher: TreeHasher,
  verify: VerifySignature,
): Judgement {
  const { checkpoint } = request;
  const known = log.cosigned ? checkpointOf(log.cosigned) : null;
  const decision = decideCosign(request, { keys, cosigned: known }, hasher, verify);
  // Who isn't the log can claim nothing about it.
  if (!decision.cosign && !verifyNote(request.note, keys, verify).ok) return { decision, log, alarm: null };
  const offered = ownLines(request.note, keys);
  if (decision.cosign) {
    const over =
      log.alarm?.kind === 'not-consistent' && checkpointOf(log.alarm.offered).size <= checkpoint.size;
    const alarm = over ? null : log.alarm;
    const same = known?.size === checkpoint.size && alarm === log.alarm;
    return { decision, log: same ? log : { cosigned: offered, alarm }, alarm: null };
  }
  const kind = deriveAlarm(decision, checkpoint, known);
  // The first proof of a fork stands for good; a lesser alarm gives way to it and to nothing else.
  if (!kind || !log.cosigned || log.alarm?.kind === 'forked' || log.alarm?.kind === kind)
    return { decision, log, alarm: null };
  return { decision, log: { ...log, alarm: { kind, cosigned: log.cosigned, offered } }, alarm: kind };
}
