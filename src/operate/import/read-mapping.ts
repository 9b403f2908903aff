/** Which column of an earlier system's file means what: a mapping file, checked. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Row } from './read-rows.ts';

const column = z.string().min(1).max(200);
const columns = z.union([column, z.array(column).min(1).max(10)]);

/**
 * Where a value comes from: one column, several joined with a space, or either with a table that turns that system's values
 * into ours (`otherwise` for what is not in the table).
 */
export const field = z.union([
  columns,
  z.strictObject({
    column: columns,
    values: z.record(z.string(), z.string()).optional(),
    otherwise: z.string().optional(),
    /** What is not in the table is taken as it is. */
    keep: z.literal(true).optional(),
    /** Splits a cell that holds several values. */
    separator: z.string().min(1).max(5).optional(),
  }),
  z.strictObject({ always: z.string() }),
  /** A cell of JSON ({"HOUSE":"12","STREET":"Mill Street"}): its values under these names, joined; any other text as it is. */
  z.strictObject({ column, json: z.array(z.string()).min(1).max(20) }),
  /** A cell of flags in JSON ({"NFA_FLAG":"Y"}): the first one set, in this order. */
  z.strictObject({ column, flags: z.record(z.string(), z.string()), otherwise: z.string().optional() }),
]);
export type Field = z.infer<typeof field>;

export const optional = <T extends string>(...names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, field.optional()])) as Record<T, z.ZodOptional<typeof field>>;

export const identifiers = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), field).optional();
const person = z.strictObject({
  ...optional('name', 'dateOfBirth', 'age', 'sex', 'school', 'address', 'postcode', 'phone', 'description'),
  ...optional('relationship'),
  identifiers,
});

export const concernMapping = z.strictObject({
  /** What the earlier system is called: with `id` it tells its rows from those of another. */
  source: z.string().trim().min(1).max(100),
  id: field,
  receivedAt: field,
  ...optional('worry', 'reporterKind', 'reporterName', 'reporterRole', 'reporterOrganisation', 'naming'),
  ...optional('outcome', 'decidedAt', 'indicators', 'aboutWorker'),
  children: z.array(person).max(30).optional(),
  adults: z.array(person).max(30).optional(),
  phones: z
    .array(z.strictObject({ number: field, ...optional('description') }))
    .max(30)
    .optional(),
  vehicles: z
    .array(z.strictObject({ registration: field, ...optional('colour', 'make', 'description') }))
    .max(30)
    .optional(),
  places: z
    .array(z.strictObject(optional('name', 'address', 'postcode', 'description')))
    .max(30)
    .optional(),
  accounts: z
    .array(z.strictObject({ handle: field, ...optional('site', 'description') }))
    .max(30)
    .optional(),
  organisations: z
    .array(z.strictObject({ name: field, ...optional('postcode', 'description') }))
    .max(30)
    .optional(),
});
export type ConcernMapping = z.infer<typeof concernMapping>;

/** A value that the mapping's table does not have. */
export class UnknownValue extends Error {
  readonly column: string;
  constructor(named: string, value: string) {
    super(`"${value}" in "${named}" is not among the values that the mapping knows`);
    this.column = named;
  }
}

const listOf = (names: string | readonly string[]) => (typeof names === 'string' ? [names] : names);

function joinCells(row: Row, names: string | readonly string[]): string {
  return listOf(names)
    .map((name) => row.cells[name] ?? '')
    .filter((text) => text !== '')
    .join(' ');
}

function translate(
  of: {
    values?: Record<string, string> | undefined;
    otherwise?: string | undefined;
    keep?: true | undefined;
  },
  name: string,
  text: string,
): string {
  if (!of.values || text === '') return text === '' ? (of.otherwise ?? '') : text;
  const said = text.toLowerCase();
  // Codes often come with their words: "2A: Schools".
  const code = said.split(':')[0]?.trim();
  const entries = Object.entries(of.values);
  const known =
    entries.find(([theirs]) => theirs.toLowerCase() === said) ??
    entries.find(([theirs]) => theirs.toLowerCase() === code);
  if (known) return known[1];
  if (of.otherwise !== undefined) return of.otherwise;
  if (of.keep) return text;
  throw new UnknownValue(name, text);
}

const TRUE = new Set(['y', 'yes', 'true', '1', 't']);

function readFlags(row: Row, of: Extract<Field, { flags: unknown }>): string {
  const text = row.cells[of.column];
  // A file of JSON lines has its flags as cells of their own.
  const flags: Record<string, unknown> = {};
  try {
    Object.assign(flags, text === undefined ? {} : JSON.parse(text));
  } catch {
    throw new UnknownValue(of.column, text ?? '');
  }
  const isSet = (flag: string) =>
    TRUE.has(String(flags[flag] ?? row.cells[`${of.column}.${flag}`] ?? '').toLowerCase());
  const found = Object.entries(of.flags).find(([flag]) => isSet(flag));
  return found?.[1] ?? of.otherwise ?? '';
}

function readJson(row: Row, of: Extract<Field, { json: unknown }>): string {
  const text = row.cells[of.column];
  let said: Record<string, unknown> = {};
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    if (read !== null && typeof read === 'object') said = { ...read };
    else return text ?? '';
  } catch {
    // Some systems write the address itself where others write its parts.
    return text ?? '';
  }
  return of.json
    .map((name) => String(said[name] ?? row.cells[`${of.column}.${name}`] ?? '').trim())
    .filter((part) => part !== '')
    .join(', ');
}

/** The value of a field in a row; empty when there is none. Throws `UnknownValue`. */
export function readField(row: Row, of: Field | undefined): string {
  if (of === undefined) return '';
  if (typeof of === 'string' || Array.isArray(of)) return joinCells(row, of);
  if ('always' in of) return of.always;
  if ('flags' in of) return readFlags(row, of);
  if ('json' in of) return readJson(row, of);
  return translate(of, listOf(of.column).join(' and '), joinCells(row, of.column));
}

/** The values of a field that may hold several. Throws `UnknownValue`. */
export function readFields(row: Row, of: Field | undefined): readonly string[] {
  if (
    of === undefined ||
    typeof of === 'string' ||
    Array.isArray(of) ||
    !('separator' in of) ||
    !of.separator
  ) {
    const one = readField(row, of);
    return one === '' ? [] : [one];
  }
  const name = listOf(of.column).join(' and ');
  return joinCells(row, of.column)
    .split(of.separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => translate(of, name, part));
}

/** What stands in a mapping under these names is no column of the file. */
const NO_COLUMNS = new Set(
  'values flags always otherwise separator source system empty json label'.split(' '),
);

/** The columns that a mapping speaks of. */
export function listColumns(mapping: unknown): readonly string[] {
  const found = new Set<string>();
  const walk = (of: unknown, isField: boolean): void => {
    if (typeof of === 'string') {
      if (isField) found.add(of);
    } else if (Array.isArray(of)) for (const inner of of) walk(inner, isField || typeof inner === 'string');
    else if (of !== null && typeof of === 'object')
      for (const [key, inner] of Object.entries(of)) if (!NO_COLUMNS.has(key)) walk(inner, true);
  };
  walk(mapping, false);
  return [...found];
}

/** Reads a mapping file. Throws `OperatorError` naming each thing wrong with it. */
export function readMapping<T>(path: string, schema: z.ZodType<T>): T {
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new OperatorError(
      code === undefined
        ? `${path} is not JSON: ${(cause as Error).message}`
        : `${path} can't be read (${code}).`,
      { cause },
    );
  }
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const problems = read.error.issues.map(
    (issue) => `- ${issue.path.join('.') || 'the file'}: ${issue.message}`,
  );
  throw new OperatorError(`${path} does not say what is needed:\n${problems.slice(0, 20).join('\n')}`);
}
