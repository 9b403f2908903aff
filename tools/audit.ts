/**
 * Asks the registry whether anything Heed runs on has a known fault: `npm run audit [-- --required]`. Fails on a high or
 * critical one that tools/supply/exceptions.json does not let through today. Where the registry gives no answer it says
 * "not checked", and fails only with --required: a registry that is away is not a fault in Heed, nor a clean answer.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Advisory, judgeAudit, readExceptions } from './supply/advisories.ts';

/** Longest a registry may take altogether before it counts as away, in milliseconds. */
const PATIENCE_MS = 90_000;

const { values } = parseArgs({ options: { required: { type: 'boolean', default: false } } });
const say = (line: string) => process.stdout.write(`${line}\n`);

const known = readExceptions(readFileSync(new URL('./supply/exceptions.json', import.meta.url), 'utf8'));
const asked = spawnSync(
  'npm',
  ['audit', '--omit=dev', '--json', '--audit=true', '--fetch-timeout=20000', '--fetch-retries=1'],
  { encoding: 'utf8', timeout: PATIENCE_MS, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 },
);
const heard = asked.error ? asked.error.message : asked.stdout || asked.stderr;
const verdict = judgeAudit(heard, known, Temporal.Now.plainDateISO());

function list(words: string, advisories: readonly Advisory[]): void {
  for (const one of advisories)
    say(`${words}: ${one.package} ${one.range}: ${one.title} (${one.severity}, ${one.url})`);
}

if (verdict.kind === 'not-checked') {
  say(`Known faults in packages: not checked. The registry gave no answer: ${verdict.why}`);
  if (values.required) process.exitCode = 1;
} else {
  list('FAILED', verdict.failing);
  list('Let through', verdict.excepted);
  list('Less than high', verdict.lesser);
  for (const one of verdict.idle)
    say(
      `Exception to take out, ended or no longer needed: ${one.package} ${one.advisory} (until ${one.until})`,
    );
  say(
    verdict.failing.length === 0
      ? 'Known faults in packages: checked, none high or critical in what Heed runs on.'
      : `Known faults in packages: ${verdict.failing.length} high or critical in what Heed runs on.`,
  );
  if (verdict.failing.length > 0) process.exitCode = 1;
}
