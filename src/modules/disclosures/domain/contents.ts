/**
 * What is inside the ciphertexts, and how it is read back: whoever sends may send whatever they like, so nothing that was opened
 * is trusted to be of its shape. Source: 70-disclosures.md 9.5, 9.7 (what the header says), 10.15.
 */
import { readUtf8, utf8 } from '../../../kernel/bytes.ts';

/** What sort of thing it is. Words for each are the pages'. */
export const CATEGORIES = [
  'concerns-ignored',
  'bad-practice',
  'cover-up',
  'unsafe-workload',
  'conduct',
  'reprisal',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** What somebody reads before they say whether they have a part in it: enough for that, and no more. */
export interface HeaderContent {
  readonly organisation: string;
  readonly unit: string;
  /** Posts or names of those it is about. */
  readonly about: readonly string[];
  readonly category: Category;
  /** A child may be in danger now: said first, so that it is seen on the day it is read. */
  readonly danger: boolean;
  /** The daily test that things arrive (9.8): nobody owes it an answer. */
  readonly test: boolean;
}

/** A file named in the body: its key comes from the body's. */
export interface FileContent {
  /** 32 hexadecimal digits. */
  readonly file: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly parts: number;
}

export interface AnswerContent {
  readonly asked: string;
  readonly answer: string;
}

/** What was told, question by question, as it was asked. */
export interface BodyContent {
  readonly answers: readonly AnswerContent[];
  readonly files: readonly FileContent[];
}

/** Who the discloser is, if they said. */
export interface IdentityContent {
  readonly name: string;
  readonly post: string;
  readonly reach: string;
}

/** What is written afterwards. `happened`: a day of the diary, `YYYY-MM-DD`; `kinds`: ids of `law/detriments.ts`. */
export interface MessageContent {
  readonly text: string;
  readonly happened: string | null;
  readonly kinds: readonly string[];
}

const LONGEST_TEXT = 1_000_000;
const SHORT = 300;

type Fields = Readonly<Record<string, unknown>>;

function readObject(bytes: Uint8Array): Fields | null {
  const text = readUtf8(bytes);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown, most = LONGEST_TEXT): value is string =>
  typeof value === 'string' && value.length <= most && value.isWellFormed?.() !== false;

const isList = (value: unknown, most: number): value is readonly unknown[] =>
  Array.isArray(value) && value.length <= most;

const areTexts = (value: unknown, most: number, long = SHORT): value is readonly string[] =>
  isList(value, most) && value.every((one) => isText(one, long));

const isWhole = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;

/** Content as the bytes that are padded and sealed. */
export function writeContent(
  content: HeaderContent | BodyContent | IdentityContent | MessageContent,
): Uint8Array {
  return utf8(JSON.stringify(content));
}

/** The header in these bytes, or `null`. */
export function readHeader(bytes: Uint8Array): HeaderContent | null {
  const found = readObject(bytes);
  if (!found) return null;
  const { organisation, unit, about, category, danger, test } = found;
  if (!isText(organisation, SHORT) || !isText(unit, SHORT) || !areTexts(about, 20)) return null;
  const known = CATEGORIES.find((one) => one === category);
  if (!known || typeof danger !== 'boolean' || typeof test !== 'boolean') return null;
  return { organisation, unit, about: [...about], category: known, danger, test };
}

function readAnswer(value: unknown): AnswerContent | null {
  if (!isFields(value) || !isText(value.asked, 1_000) || !isText(value.answer)) return null;
  return { asked: value.asked, answer: value.answer };
}

function readFile(value: unknown): FileContent | null {
  if (!isFields(value)) return null;
  const { file, name, type, bytes, parts } = value;
  if (!isText(file, 32) || !/^[0-9a-f]{32}$/.test(file) || !isText(name, SHORT) || !isText(type, 100))
    return null;
  if (!isWhole(bytes, 26_214_400) || !isWhole(parts, 7)) return null;
  return { file, name, type, bytes, parts };
}

function readAll<T>(value: unknown, most: number, read: (one: unknown) => T | null): readonly T[] | null {
  if (!isList(value, most)) return null;
  const list = value.map(read);
  return list.every((one) => one !== null) ? (list as readonly T[]) : null;
}

/** The body in these bytes, or `null`. */
export function readBody(bytes: Uint8Array): BodyContent | null {
  const found = readObject(bytes);
  const answers = found && readAll(found.answers, 60, readAnswer);
  const files = found && readAll(found.files, 10, readFile);
  return answers && files ? { answers, files } : null;
}

/** Who they are, or `null` where the bytes say nothing of the kind; empty texts where they did not say. */
export function readIdentity(bytes: Uint8Array): IdentityContent | null {
  const found = readObject(bytes);
  if (!found || !isText(found.name, SHORT) || !isText(found.post, SHORT) || !isText(found.reach, SHORT))
    return null;
  return { name: found.name, post: found.post, reach: found.reach };
}

/** A later message in these bytes, or `null`. */
export function readMessage(bytes: Uint8Array): MessageContent | null {
  const found = readObject(bytes);
  if (!found || !isText(found.text) || !areTexts(found.kinds, 20, 60)) return null;
  const { happened } = found;
  if (happened !== null && (typeof happened !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(happened))) return null;
  return { text: found.text, happened, kinds: [...found.kinds] };
}
