/**
 * Reads one line of a file of concerns. Fields it does not know are passed over, so that an export of more than is needed
 * can be used as it stands; what it needs and cannot read is said in one sentence.
 */
import { type ConcernLine, type NamedThing, THING_KINDS, type ThingKind } from './concern-line.ts';

/** A line that could not be read: what is wrong with it. */
export class UnreadableLine extends Error {
  override readonly name = 'UnreadableLine';
}

type Fields = Readonly<Record<string, unknown>>;

function asFields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UnreadableLine(`${what} is not an object`);
  return value as Fields;
}

function asList(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new UnreadableLine(`"${what}" is not a list`);
  return value;
}

/** A word, or a number taken as one. Empty is none. */
function readWord(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function needWord(fields: Fields, name: string, where: string): string {
  const word = readWord(fields[name]);
  if (word === null) throw new UnreadableLine(`${where} has no "${name}"`);
  return word;
}

/** An instant in ISO 8601; a day or a time without a zone is taken as UTC. */
function readInstant(text: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    try {
      return Temporal.PlainDateTime.from(text).toZonedDateTime('UTC').epochMilliseconds;
    } catch {
      throw new UnreadableLine(`"at" is not a time: ${text.slice(0, 40)}`);
    }
  }
}

function readThing(value: unknown): NamedThing {
  const fields = asFields(value, 'one of "mentions"');
  const kind = fields.kind as ThingKind;
  if (!THING_KINDS.includes(kind))
    throw new UnreadableLine(`one of "mentions" has a "kind" that is none of ${THING_KINDS.join(', ')}`);
  return {
    kind,
    ref: needWord(fields, 'ref', 'one of "mentions"'),
    institution: fields.institution === true,
  };
}

/** The concern on this line. Throws `UnreadableLine`. */
export function readLine(text: string): ConcernLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableLine('it is not JSON');
  }
  const fields = asFields(value, 'it');
  return {
    id: needWord(fields, 'id', 'it'),
    at: readInstant(needWord(fields, 'at', 'it')),
    agency: readWord(fields.agency) ?? 'not said',
    area: readWord(fields.area) ?? 'not said',
    children: asList(fields.children, 'children').map((child) => {
      const of = asFields(child, 'one of "children"');
      return { ref: needWord(of, 'ref', 'one of "children"'), household: readWord(of.household) };
    }),
    mentions: asList(fields.mentions, 'mentions').map(readThing),
  };
}
