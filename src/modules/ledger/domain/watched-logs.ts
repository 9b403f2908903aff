/** What operators write down about one another: the logs a witness watches, and the witnesses a log asks. Lines of text. */
import { Malformed } from './malformed.ts';
import type { Sha256 } from './tree-hasher.ts';
import { COSIGNATURE_V1, ED25519, parseVerifierKey, type VerifierKey } from './verifier-key.ts';

/** A witness that a log asks: its key, and the address before `/add-checkpoint`, without a slash at the end. */
export interface WitnessContact {
  readonly key: VerifierKey;
  readonly url: string;
}

interface Line {
  readonly number: number;
  readonly words: readonly string[];
}

function listLines(text: string): readonly Line[] {
  return text
    .split('\n')
    .map((line, at) => ({ number: at + 1, words: line.split('#')[0]?.trim().split(/\s+/) ?? [] }))
    .filter(({ words }) => words[0] !== undefined && words[0] !== '');
}

/** Reads a line, and says of which one it was where it can't be read. */
function atLine<T>({ number }: Line, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) throw new Malformed(`Line ${number}: ${error.message}`);
    throw error;
  }
}

function readKey(text: string | undefined, type: VerifierKey['type'], sha256: Sha256): VerifierKey {
  const key = parseVerifierKey(text ?? '', sha256);
  if (key.type === type) return key;
  throw new Malformed(
    type === ED25519
      ? 'This is the key of a witness; a log’s is needed here.'
      : 'This is the key of a log; a witness’s is needed here.',
  );
}

/**
 * The logs a witness watches: a line for each key, `VKEY` or `VKEY ORIGIN` where a log's name is not its key's; `#` begins a
 * remark. Two lines of one origin are two keys that may sign for it. Throws `Malformed` naming the line.
 */
export function parseWatchedLogs(text: string, sha256: Sha256): ReadonlyMap<string, readonly VerifierKey[]> {
  const logs = new Map<string, VerifierKey[]>();
  for (const line of listLines(text))
    atLine(line, () => {
      const [vkey, named, ...more] = line.words;
      if (more.length > 0) throw new Malformed('A line is a key, and a log’s name where that is another.');
      const key = readKey(vkey, ED25519, sha256);
      const origin = named ?? key.name;
      logs.set(origin, [...(logs.get(origin) ?? []), key]);
    });
  return logs;
}

function readUrl(text: string | undefined): string {
  const url = URL.parse(text ?? '');
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new Malformed(
      'After the key comes the witness’s web address, such as https://witness.example.org.',
    );
  return url.href.replace(/\/+$/, '');
}

/** The witnesses a log asks: a line `VKEY ADDRESS` for each; `#` begins a remark. Throws `Malformed` naming the line. */
export function parseWitnessList(text: string, sha256: Sha256): readonly WitnessContact[] {
  const contacts: WitnessContact[] = [];
  for (const line of listLines(text))
    atLine(line, () => {
      const [vkey, address, ...more] = line.words;
      const key = readKey(vkey, COSIGNATURE_V1, sha256);
      if (more.length > 0) throw new Malformed('A line is a witness’s key and its web address.');
      if (contacts.some((known) => known.key.name === key.name))
        throw new Malformed(`The witness ${key.name} is there twice: it would count twice.`);
      contacts.push({ key, url: readUrl(address) });
    });
  return contacts;
}
