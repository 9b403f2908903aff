/**
 * Reads JSON that somebody may have written to mislead: exactly the fields that are known, each once, each bounded. Hand-written
 * because a page must be small on an old phone. Source: RFC 8259; 70-disclosures.md 10.15 (hostile input).
 */
import { readUtf8 } from '../../../kernel/bytes.ts';
import { readBase64url } from './base64url.ts';
import type { Day } from './roster.ts';
import { dayNumber } from './roster-days.ts';

/** What is wrong, and where: `recipients[3].seal`, `must be 65 bytes in base64url`. An empty field is the whole. */
export interface RosterFault {
  readonly field: string;
  readonly why: string;
}

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: RosterFault };

/** Carries a fault out of the reader, and no further than `readStrictJson`. */
class Unreadable extends Error {
  readonly fault: RosterFault;
  constructor(fault: RosterFault) {
    super(fault.why);
    this.fault = fault;
  }
}

const MOST_NAME = 120;
/** Control and format characters (direction, invisible ones), lone surrogates, separators of lines: a name is what it looks like. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const ID = /^[a-z0-9-]{1,40}$/;
const FIELD_NAME = /^\w{1,40}$/;

/** One value in the JSON, with the way to it. Each method gives the value as what it must be, or refuses it by name. */
export class Field {
  readonly #value: unknown;
  readonly #path: string;
  readonly #count: { fields: number };

  constructor(value: unknown, path: string, count: { fields: number }) {
    this.#value = value;
    this.#path = path;
    this.#count = count;
  }

  refuse(why: string): never {
    throw new Unreadable({ field: this.#path, why });
  }

  #inner(value: unknown, step: string): Field {
    return new Field(value, this.#path === '' ? step.replace(/^\./, '') : this.#path + step, this.#count);
  }

  /** Its fields: all of `names` and no other. */
  fields<N extends string>(...names: readonly N[]): Readonly<Record<N, Field>> {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      this.refuse('must be an object in braces');
    const own = new Map(Object.entries(value));
    const known = new Set<string>(names);
    for (const name of own.keys())
      if (!known.has(name))
        this.refuse(`has a field that is not known${FIELD_NAME.test(name) ? `: ${name}` : ''}`);
    this.#count.fields += names.length;
    const read = names.map((name) => {
      const inner = this.#inner(own.get(name), `.${name}`);
      if (!own.has(name)) inner.refuse('is missing');
      return [name, inner];
    });
    return Object.fromEntries(read) as Record<N, Field>;
  }

  list(most: number, least = 0): readonly Field[] {
    if (!Array.isArray(this.#value)) this.refuse('must be a list in brackets');
    if (this.#value.length < least || this.#value.length > most)
      this.refuse(`must have ${least} to ${most} entries`);
    return this.#value.map((value, at) => this.#inner(value, `[${at}]`));
  }

  /** `null`, or what `read` makes of it. */
  orNull<T>(read: (field: Field) => T): T | null {
    return this.#value === null ? null : read(this);
  }

  text(): string {
    return typeof this.#value === 'string' ? this.#value : this.refuse('must be text in quotation marks');
  }

  /** A name for people to read: 1 to 120 characters, none of them invisible, no space around it. */
  name(): string {
    const text = this.text();
    if (text.length < 1 || text.length > MOST_NAME || text.trim() !== text || UNSEEN.test(text))
      this.refuse(
        `must be 1 to ${MOST_NAME} characters, without invisible ones and without spaces around it`,
      );
    return text;
  }

  id(): string {
    const text = this.text();
    return ID.test(text)
      ? text
      : this.refuse('must be 1 to 40 of the characters a to z, 0 to 9 and the hyphen');
  }

  day(): Day {
    const text = this.text();
    return dayNumber(text) === null ? this.refuse('must be a real day, as in 2026-01-31') : text;
  }

  whole(least: number, most: number): number {
    const value = this.#value;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      this.refuse(`must be a whole number from ${least} to ${most}`);
    return value;
  }

  flag(): boolean {
    return typeof this.#value === 'boolean' ? this.#value : this.refuse('must be true or false');
  }

  oneOf<T extends string>(values: readonly T[]): T {
    return values.find((value) => value === this.#value) ?? this.refuse(`must be ${values.join(', or ')}`);
  }

  bytes(length: number): Uint8Array {
    const bytes = readBase64url(this.text());
    return bytes?.length === length ? bytes : this.refuse(`must be ${length} bytes in base64url`);
  }

  /** As many bytes as there are; the whole is bounded. */
  someBytes(): Uint8Array {
    return readBase64url(this.text()) ?? this.refuse('must be base64url');
  }
}

/** How often the text names a field. A quotation mark stands nowhere in JSON but around a string. */
function countFields(json: string): number {
  let fields = 0;
  for (const [, colon] of json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) fields += 1;
  return fields;
}

/** What `read` makes of a value that came as JSON, or the first fault; never throws. */
export function readStrictly<T>(value: unknown, read: (whole: Field) => T): Read<T> {
  return readCounting(value, { fields: 0 }, read);
}

function readCounting<T>(value: unknown, count: { fields: number }, read: (whole: Field) => T): Read<T> {
  try {
    return { ok: true, value: read(new Field(value, '', count)) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, fault: error.fault };
    throw error;
  }
}

/**
 * The same from bytes, at most `most` of them. A field named twice is a fault: the reader of a file sees the one and a program takes
 * the other. `read` must visit every object.
 */
export function readStrictJson<T>(bytes: Uint8Array, most: number, read: (whole: Field) => T): Read<T> {
  const fault = (why: string) => ({ ok: false, fault: { field: '', why } }) as const;
  if (bytes.length > most) return fault(`is larger than ${most / 1024} KiB`);
  const json = readUtf8(bytes);
  if (json === null) return fault('is not UTF-8');
  let whole: unknown;
  try {
    whole = JSON.parse(json);
  } catch {
    return fault('is not JSON');
  }
  const count = { fields: 0 };
  const result = readCounting(whole, count, read);
  return result.ok && count.fields !== countFields(json) ? fault('names a field twice') : result;
}
