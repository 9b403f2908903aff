/**
 * What a witness keeps: of each log the newest checkpoint it cosigned, and what it was once asked to cosign that no honest log
 * asks. Source: C2SP tlog-witness ("the witness MUST persist"); 40-ledger.md, Witnesses.
 * As lines of text with a hash under them: half a file, or one that somebody changed, is never taken for a state.
 */
import { readBase64, utf8 } from '../../../kernel/bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { refuse } from './malformed.ts';
import { formatNote, parseNote, type SignedNote } from './signed-note.ts';
import type { Sha256 } from './tree-hasher.ts';
import { parseDecimal } from './tree-size.ts';
import { isKeyName } from './verifier-key.ts';

/**
 * `forked`: the log's key signed two roots of one size, which proves two histories. `not-consistent`: it signed a larger tree
 * of which nobody has shown that it begins with the cosigned one; over when a tree of at least that size is cosigned.
 */
export type AlarmKind = 'forked' | 'not-consistent';

/** The two checkpoints that cannot both be true, as the log signed them. */
export interface WitnessAlarm {
  readonly kind: AlarmKind;
  readonly cosigned: SignedNote;
  readonly offered: SignedNote;
}

/** One log: the newest checkpoint that was cosigned, with the log's own signatures, and an alarm that is not over. */
export interface KeptLog {
  readonly cosigned: SignedNote | null;
  readonly alarm: WitnessAlarm | null;
}

/** The whole state. `generation` counts how often it was saved. */
export interface WitnessState {
  readonly generation: number;
  /** By the log's origin. */
  readonly logs: ReadonlyMap<string, KeptLog>;
}

export const NEW_STATE: WitnessState = { generation: 1, logs: new Map() };
const FIRST_LINE = 'heed witness state 1';
const NONE = '-';

const noteText = (note: SignedNote | null) => (note ? formatNote(note).toBase64() : NONE);

function readNote(text: string): SignedNote | null {
  if (text === NONE) return null;
  const bytes = readBase64(text);
  if (!bytes) refuse('A checkpoint in the state is not base64.');
  return parseNote(bytes);
}

/** The checkpoint that a kept note says. Throws `Malformed` when it says none. */
export function checkpointOf(note: SignedNote): Checkpoint {
  return parseCheckpoint(note.text);
}

function formatLog(origin: string, { cosigned, alarm }: KeptLog): string {
  const parts = alarm ? [alarm.kind, noteText(alarm.cosigned), noteText(alarm.offered)] : [NONE, NONE, NONE];
  return ['log', origin, noteText(cosigned), ...parts].join(' ');
}

function parseLog(line: string): readonly [string, KeptLog] {
  const [word, origin = '', cosigned = '', kind = '', before = '', offered = '', ...more] = line.split(' ');
  if (word !== 'log' || !isKeyName(origin) || more.length > 0)
    refuse('A line of the state is not about a log.');
  const [then, asked] = [readNote(before), readNote(offered)];
  if (kind === NONE) return [origin, { cosigned: readNote(cosigned), alarm: null }];
  if ((kind !== 'forked' && kind !== 'not-consistent') || !then || !asked)
    refuse('An alarm in the state lacks its checkpoints.');
  return [origin, { cosigned: readNote(cosigned), alarm: { kind, cosigned: then, offered: asked } }];
}

/** The state as the text of its file. */
export function formatWitnessState({ generation, logs }: WitnessState, sha256: Sha256): string {
  const lines = [FIRST_LINE, `generation ${generation}`, ...[...logs].map(([o, log]) => formatLog(o, log))];
  const body = `${lines.join('\n')}\n`;
  return `${body}sha256 ${sha256(utf8(body)).toHex()}\n`;
}

/** Reads that text. Throws `Malformed` for anything that is not a whole state, byte for byte as it was written. */
export function parseWitnessState(text: string, sha256: Sha256): WitnessState {
  const split = text.lastIndexOf('sha256 ');
  const body = split === -1 ? '' : text.slice(0, split);
  if (text.slice(split) !== `sha256 ${sha256(utf8(body)).toHex()}\n`)
    refuse('The state is damaged: its hash is not that of what it holds.');
  const [first, second = '', ...lines] = body.split('\n');
  if (first !== FIRST_LINE || !second.startsWith('generation ') || lines.pop() !== '')
    refuse('The state is of another kind than this Heed reads.');
  return { generation: parseDecimal(second.slice('generation '.length)), logs: new Map(lines.map(parseLog)) };
}
