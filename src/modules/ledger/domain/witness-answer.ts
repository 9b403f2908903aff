/** What a witness answered to a request, read strictly. Source: C2SP tlog-witness (add-checkpoint, its status codes). Never throws. */
import { readUtf8, sameBytes } from '../../../kernel/bytes.ts';
import { Malformed } from './malformed.ts';
import { formatSignature, type NoteSignature, parseSignatures } from './signed-note.ts';
import { parseDecimal } from './tree-size.ts';
import type { VerifierKey } from './verifier-key.ts';
import { type VerifySignature, verifyNote } from './verify-note.ts';

/** An HTTP answer, its body cut to what is read. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** What was asked: of whom, about which checkpoint text, from which size to which. */
export interface AskedWitness {
  readonly key: VerifierKey;
  readonly text: string;
  readonly oldSize: number;
  readonly size: number;
}

export type WitnessAnswer =
  /** `line` is the signature line, newline and all; `time` in seconds since 1970, as the witness says. */
  | { readonly kind: 'cosigned'; readonly line: string; readonly time: number }
  /** It last cosigned a tree of this size, not of the old size it was told. */
  | { readonly kind: 'knows'; readonly size: number }
  /** It cosigned a tree that ours does not begin with. */
  | { readonly kind: 'other-root' }
  /** `why` is a code for the log: nothing of what was sent. */
  | { readonly kind: 'failed'; readonly why: string };

const failed = (why: string): WitnessAnswer => ({ kind: 'failed', why });
/** 31 December 9999: a time beyond is no time. */
const LATEST = 253_402_300_799;

function read<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function readCosigned(lines: readonly NoteSignature[] | null, asked: AskedWitness): readonly NoteSignature[] {
  const { key } = asked;
  return (lines ?? []).filter(({ name, keyId }) => name === key.name && sameBytes(keyId, key.id));
}

/** Reads an answer. Lines of other keys are passed over, as the protocol asks; a wrong line of this one is no cosignature. */
export function readWitnessAnswer(
  { status, contentType, body }: HttpAnswer,
  asked: AskedWitness,
  verify: VerifySignature,
): WitnessAnswer {
  const text = readUtf8(body) ?? '';
  if (status === 200) {
    const signatures = readCosigned(
      read(() => parseSignatures(text)),
      asked,
    );
    const verdict = verifyNote({ text: asked.text, signatures }, [asked.key], verify);
    const [own] = signatures;
    const time = verdict.ok ? verdict.signers[0].time : null;
    if (!own || time === null || time > LATEST) return failed('no-cosignature');
    return { kind: 'cosigned', line: formatSignature(own), time };
  }
  if (status === 422) return { kind: 'other-root' };
  if (status !== 409) return failed(`status-${status}`);
  const same = asked.oldSize === asked.size;
  if (contentType.split(';')[0]?.trim() !== 'text/x.tlog.size')
    return same ? { kind: 'other-root' } : failed('status-409');
  const size = text.endsWith('\n') ? read(() => parseDecimal(text.slice(0, -1))) : null;
  if (size === null) return failed('size-malformed');
  if (size !== asked.oldSize) return { kind: 'knows', size };
  return same ? { kind: 'other-root' } : failed('size-as-asked');
}
