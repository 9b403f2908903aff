/** Reading what a log says of the one before it, from text that nobody vouches for. Source: docs/decisions/0111. */
import { readBase64 } from '../../../kernel/bytes.ts';
import { refuse } from './malformed.ts';
import { BECAUSE, type Succession } from './succession.ts';
import { HASH_BYTES } from './tree-hasher.ts';
import { isTreeSize } from './tree-size.ts';
import { isKeyName } from './verifier-key.ts';

/** The act of a log's first entry, where it follows another. */
export const SUCCEEDED = 'ledger.log-succeeded';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => typeof value === 'number' && isTreeSize(value);
const isRoot = (value: unknown): value is string => isText(value) && readBase64(value)?.length === HASH_BYTES;
const isName = (value: unknown): value is string => isText(value) && isKeyName(value);

/** Exactly these fields, each as it must be. */
function has(value: unknown, fields: Readonly<Record<string, (one: unknown) => boolean>>): value is Fields {
  if (!isObject(value)) return false;
  const names = Object.keys(fields);
  return (
    Object.keys(value).length === names.length && names.every((name) => fields[name]?.(value[name]) === true)
  );
}

const isSuccession = (value: unknown): value is Succession =>
  has(value, {
    log: (one) => isCount(one) && one > 0,
    origin: isName,
    key: isText,
    previous: (one) => has(one, { origin: isName, key: isText, size: isCount, root: isRoot, note: isText }),
    kept: (one) => has(one, { size: isCount, root: isRoot }),
    lost: (one) => has(one, { entries: isCount, from: isCount, since: (at) => at === null || isText(at) }),
    because: (one) => BECAUSE.some((known) => known === one),
    reason: isText,
    decidedBy: isText,
  });

/** Reads it from its JSON. Throws `Malformed` for anything else. */
export function parseSuccession(text: string): Succession {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('What a log says of the one before it is not JSON.');
  }
  if (!isSuccession(value))
    return refuse('What a log says of the one before it lacks a part, or has one too many.');
  return value;
}
