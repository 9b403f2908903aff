/** Holds exported words against the entries as those go by: one line at a time. Source: 40-ledger.md (Entry, Verifying). */
import {
  type BodyCrypto,
  type ExportedBody,
  judgeBody,
  MOST_LINE_BYTES,
  parseBodyLine,
} from '../domain/exported-body.ts';
import type { LogFault } from '../domain/log-faults.ts';
import { Malformed } from '../domain/malformed.ts';
import type { Lines, LogFolder } from '../ports.ts';

/** How many entries' words opened and match, and how many can't be opened any more because their record was erased. */
export interface BodiesFound {
  readonly sound: number;
  readonly erased: number;
}

/** The words of an export, read alongside its bundles. */
export interface Bodies {
  /** Takes the entries of one bundle, of which the first is at `start`. */
  check(start: number, entries: readonly Uint8Array[]): void;
  /**
   * What is wrong with them, the first of each kind: to be asked only of a log that is sound itself, whose entries all went
   * by in their places. Throws `Malformed` for a file that is not in order or does not end as it should.
   */
  finish(size: number): readonly LogFault[];
  found(): BodiesFound;
  close(): void;
}

/** A file of exported words, with the line it stands at. */
class Part {
  readonly #lines: Lines;
  #next: number;
  #body: ExportedBody | null = null;
  #ended = false;

  constructor(folder: LogFolder, from: number) {
    this.#lines = folder.lines(`bodies-${from}.jsonl`, MOST_LINE_BYTES);
    this.#next = from;
  }

  #read(): void {
    const line = this.#lines.next();
    if (line === null) throw new Malformed('A file of exported words was cut short.');
    const read = parseBodyLine(line);
    const at = 'end' in read ? read.end : read.index;
    if (at < this.#next)
      throw new Malformed(`In a file of exported words entry ${at} stands in the wrong place.`);
    this.#next = at;
    if (!('end' in read)) {
      this.#body = read;
      return;
    }
    this.#ended = true;
    if (this.#lines.next() !== null) throw new Malformed('A file of exported words goes on after its end.');
  }

  /** The line for entry `index`; `null` where the file has none. Ask in rising order. */
  take(index: number): ExportedBody | null {
    if (!this.#ended && !this.#body && this.#next <= index) this.#read();
    const body = this.#body;
    if (body?.index !== index) return null;
    this.#body = null;
    this.#next = index + 1;
    return body;
  }

  /** True when it held no line for an entry past `size`, and was ended as such a file is. */
  endsBy(size: number): boolean {
    if (!this.#ended && !this.#body && this.#next <= size) this.#read();
    return this.#ended && this.#next <= size;
  }

  close(): void {
    this.#lines.close();
  }
}

/** Opens every file of exported words; each begins at one of `starts`. */
export function openBodies(folder: LogFolder, starts: readonly number[], crypto: BodyCrypto): Bodies {
  const parts: Part[] = [];
  for (const from of starts) parts.push(new Part(folder, from));
  const least = Math.min(...starts);
  const found = { sound: 0, erased: 0 };
  let altered: number | null = null;
  let missing: number | null = null;
  let unreadable: Malformed | null = null;

  function judge(index: number, entry: Uint8Array) {
    const findings = parts
      .map((part) => part.take(index))
      .filter((body) => body !== null)
      .map((body) => judgeBody(body, entry, crypto));
    // Words exported before their record was erased still open: an older file may know more than a newer one.
    return (['altered', 'sound', 'erased'] as const).find((one) => findings.includes(one)) ?? null;
  }

  function checkOne(index: number, entry: Uint8Array): void {
    const finding = judge(index, entry);
    if (finding === 'altered') altered ??= index;
    else if (finding !== null) found[finding] += 1;
    else if (index >= least) missing ??= index;
  }

  /** A file that can't be read matters only where the log itself turns out to be sound. */
  function unlessUnreadable(work: () => void): void {
    if (unreadable) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      unreadable = error;
    }
  }

  return {
    check: (start, entries) =>
      unlessUnreadable(() => {
        for (const [i, entry] of entries.entries()) checkOne(start + i, entry);
      }),
    finish(size) {
      unlessUnreadable(() => {
        if (!parts.every((part) => part.endsBy(size)))
          throw new Malformed('A file of exported words does not end where the log does.');
      });
      if (unreadable) throw unreadable;
      const faults: LogFault[] = [];
      if (altered !== null) faults.push({ kind: 'body-altered', first: altered, before: altered + 1 });
      if (missing !== null) faults.push({ kind: 'body-missing', first: missing, before: missing + 1 });
      return faults;
    },
    found: () => found,
    close: () => {
      for (const part of parts) part.close();
    },
  };
}
