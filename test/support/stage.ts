/** Runs one stage of the gate as a child process in its own process group, and reads back what happened. */
import { type ChildProcess, spawn } from 'node:child_process';
import { relative } from 'node:path';
import { createInterface } from 'node:readline';
import { MARK, type Report } from './reporter.ts';

/** How one stage went. `failed` counts a crash, a hang or an empty file as well as failing tests. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const running = new Set<ChildProcess>();

/** Ends every stage still running, with all it started. */
export function stopStages(signal: NodeJS.Signals): void {
  for (const child of running) {
    if (child.pid === undefined) continue;
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function print(report: Exclude<Report, { kind: 'said' }>, word: string): void {
  const where = relative(process.cwd(), report.file);
  const name = [where, ...report.path].join(' > ');
  const why = report.why === '' ? '' : `\n    ${report.why.split('\n').join('\n    ')}`;
  process.stdout.write(`  ${word} ${name}${why}\n`);
}

function count(report: Report, tally: Tally, noSkips: boolean, said: Map<string, string>): void {
  if (report.kind === 'said') {
    if (said.get(report.file) === 'told') process.stdout.write(`    ${report.text}`);
    else said.set(report.file, (said.get(report.file) ?? '') + report.text);
  } else if (report.kind === 'passed') {
    tally.passed += 1;
  } else if (report.kind === 'skipped') {
    const unexplained = report.why === '';
    const refused = noSkips || unexplained;
    tally[refused ? 'failed' : 'skipped'] += 1;
    print(report, refused ? 'FAILED (skipped):' : 'skipped:');
    if (unexplained) process.stdout.write('    a skipped test must say why\n');
  } else {
    tally.failed += 1;
    print(report, report.kind === 'failed' ? 'FAILED:' : `FAILED (${report.kind}):`);
    const heard = said.get(report.file) ?? '';
    if (heard !== '' && heard !== 'told') {
      process.stdout.write(`    it printed:\n      ${heard.trimEnd().replaceAll('\n', '\n      ')}\n`);
    }
    said.set(report.file, 'told');
  }
}

export interface StageOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Longest the stage may take, in milliseconds, before it is ended and counted as failed. */
  readonly limit: number;
  /** A skipped test is a failure (under CI=true). */
  readonly noSkips: boolean;
}

/**
 * Runs `command` to its end. What it prints that is not a report passes straight through.
 * A command that exits badly without having reported a failure counts as one failure.
 */
export async function runStage(command: readonly string[], options: StageOptions): Promise<Tally> {
  const [file = '', ...args] = command;
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  const said = new Map<string, string>();
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, ...options.env },
  });
  running.add(child);
  const timer = setTimeout(() => {
    process.stdout.write(`  FAILED: still running after ${options.limit / 1000} s, ended\n`);
    stopStages('SIGKILL');
  }, options.limit);
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const at = line.indexOf(MARK);
    if (at < 0) {
      process.stdout.write(`${line}\n`);
      continue;
    }
    if (at > 0) process.stdout.write(`${line.slice(0, at)}\n`);
    count(JSON.parse(line.slice(at + MARK.length)) as Report, tally, options.noSkips, said);
  }
  const code = await ended;
  clearTimeout(timer);
  running.delete(child);
  if (code !== 0 && tally.failed === 0) {
    process.stdout.write(`  FAILED: ${command.join(' ').slice(0, 200)} ended with ${code}\n`);
    tally.failed += 1;
  }
  return tally;
}
