/**
 * Turns node:test's events into one line of JSON each, behind a mark, so that `test/run.ts` can tell them from
 * whatever a test prints. Only what the closing counts and a readable failure need.
 */
import { resolve } from 'node:path';
import type { TestEvent } from 'node:test/reporters';

/** Begins every line this reporter writes. */
export const MARK = '\u0001heed-test ';

/** What happened to one test, or what a test printed. */
export type Report =
  | {
      readonly kind: 'passed' | 'failed' | 'skipped' | 'todo' | 'empty';
      readonly file: string;
      readonly path: readonly string[];
      readonly why: string;
      readonly ms: number;
    }
  | { readonly kind: 'said'; readonly file: string; readonly text: string };

interface Outcome {
  readonly name: string;
  readonly nesting: number;
  readonly file?: string;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly details: { readonly type?: string; readonly duration_ms: number; readonly error?: unknown };
}

/** The error a person wants to read: the cause inside node:test's wrapper, without node's own frames. */
function describe(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  // A file whose process ended badly, though each test in it may have passed.
  const { exitCode, signal } = (error ?? {}) as {
    readonly exitCode?: number | null;
    readonly signal?: string | null;
  };
  const ended = exitCode == null && signal == null ? '' : ` (its process ended with ${signal ?? exitCode})`;
  if (!(inner instanceof Error)) return `${String(inner)}${ended}`;
  const frames = (inner.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node:'))
    .slice(0, 8);
  const more =
    inner.cause instanceof Error ? `\n  caused by ${inner.cause.stack ?? inner.cause.message}` : '';
  return `${inner.name}: ${inner.message}\n${frames.join('\n')}${more}`;
}

function classify(type: 'test:pass' | 'test:fail', data: Outcome, names: readonly string[]): Report | null {
  const file = data.file ?? '';
  const isFile = data.nesting === 0 && file !== '' && resolve(data.name) === file;
  const base = { file, path: isFile ? [] : [...names.slice(0, data.nesting), data.name] };
  const ms = data.details.duration_ms;
  if (type === 'test:fail') {
    const error = data.details.error;
    // A suite fails because a test in it did, which has been told already.
    const code = (error as { failureType?: string } | undefined)?.failureType;
    if (code === 'subtestsFailed') return null;
    return { ...base, kind: 'failed', why: describe(error), ms };
  }
  if (data.skip !== undefined && data.skip !== false) {
    return { ...base, kind: 'skipped', why: typeof data.skip === 'string' ? data.skip : '', ms };
  }
  if (data.todo !== undefined && data.todo !== false) return { ...base, kind: 'todo', why: '', ms };
  if (isFile) return { ...base, kind: 'empty', why: 'this file holds no test', ms };
  return data.details.type === 'suite' ? null : { ...base, kind: 'passed', why: '', ms };
}

/** The reporter, as `--test-reporter` wants it. */
export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const names = new Map<string, string[]>();
  const write = (value: Report) => `${MARK}${JSON.stringify(value)}\n`;
  for await (const event of source) {
    if (event.type === 'test:start') {
      const file = event.data.file ?? '';
      const path = (names.get(file) ?? []).slice(0, event.data.nesting);
      path[event.data.nesting] = event.data.name;
      names.set(file, path);
    } else if (event.type === 'test:pass' || event.type === 'test:fail') {
      const told = classify(event.type, event.data as Outcome, names.get(event.data.file ?? '') ?? []);
      if (told) yield write(told);
    } else if (event.type === 'test:stdout' || event.type === 'test:stderr') {
      yield write({ kind: 'said', file: resolve(event.data.file ?? ''), text: event.data.message });
    } else if (event.type === 'test:diagnostic' && event.data.message.startsWith('Error')) {
      // What went wrong after the last test, as a connection lost: without it a file fails and nobody can say why.
      yield write({ kind: 'said', file: resolve(event.data.file ?? ''), text: `${event.data.message}\n` });
    }
  }
}
