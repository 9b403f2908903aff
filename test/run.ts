/**
 * `npm test`: the whole gate, in the order that fails soonest. `node test/run.ts STAGE [PATTERN]` runs one stage
 * (types, lint, unit, rules, store, journeys, faults, long), and of it only the files whose path contains PATTERN.
 * The last line is always the counts, alone. No test having run is a failure. HEED_TEST_AUDIT=failed says that the audit
 * run before it (.ci/run) found a known fault: it is counted, and the tests run all the same.
 */
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { startTestPostgres, type TestServer } from './support/database.ts';
import { keepScratchInMemory } from './support/scratch.ts';
import { runStage, stopStages, type Tally } from './support/stage.ts';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

interface Stage {
  readonly name: string;
  /** A command that is one check of its own, or the test files and how many run at once. */
  readonly check?: readonly string[];
  readonly files?: readonly string[];
  readonly at?: 'one-process' | 'two-processes' | 1 | 2;
  readonly postgres?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Longest it may take, in minutes: far above what it does take, for a machine that is busy with other things. */
  readonly minutes: number;
}

const stages: readonly Stage[] = [
  { name: 'types', check: ['node_modules/.bin/tsc', '--noEmit'], minutes: 5 },
  { name: 'lint', check: ['node_modules/.bin/biome', 'check', '.'], minutes: 5 },
  { name: 'unit', files: ['src/**/*.test.ts', 'demo/**/*.test.ts'], at: 'two-processes', minutes: 5 },
  { name: 'rules', files: ['test/*.test.ts'], at: 'one-process', minutes: 5 },
  {
    name: 'store',
    files: ['test/store/**/*.test.ts', 'test/routes/**/*.test.ts'],
    at: 2,
    postgres: true,
    minutes: 20,
  },
  { name: 'journeys', files: ['test/journeys/**/*.test.ts'], at: 2, postgres: true, minutes: 20 },
  { name: 'faults', files: ['test/faults/**/*.test.ts'], at: 2, postgres: true, minutes: 20 },
];

/** The slow forms: what `npm test` does two or three times, done in full. */
const long: Stage = {
  name: 'long',
  files: ['test/faults/**/*.test.ts', 'test/long/**/*.test.ts'],
  at: 1,
  postgres: true,
  env: { HEED_TEST_LONG: '1' },
  minutes: 120,
};

const [wanted, pattern] = process.argv.slice(2);
const chosen = wanted === undefined ? stages : [...stages, long].filter((stage) => stage.name === wanted);
if (chosen.length === 0) {
  process.stderr.write(`No stage is called ${wanted}: ${[...stages, long].map((s) => s.name).join(', ')}\n`);
  process.exit(2);
}

keepScratchInMemory();

/** The one PostgreSQL that all test processes share; each makes databases of its own in it. */
let postgres: TestServer | null = null;
const total: Tally = { passed: 0, failed: 0, skipped: 0 };

async function stopPostgres(): Promise<void> {
  const server = postgres;
  postgres = null;
  await server?.stop();
}

// Whoever reads the output may stop reading (`| head`); the run then just ends.
process.stdout.on('error', () => process.exit(1));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    stopStages('SIGTERM');
    void stopPostgres().finally(() => process.exit(130));
  });
}

/** The processes that a stage is run in, beside each other: each with a half of the files, or one with all of them. */
function testCommands(stage: Stage, files: readonly string[]): readonly (readonly string[])[] {
  const reporter = `--test-reporter=${resolve(root, 'test/support/reporter.ts')}`;
  const command = (...how: readonly string[]) => [process.execPath, '--test', ...how, reporter, ...files];
  if (stage.at === 'one-process') return [command('--test-isolation=none')];
  if (stage.at === 'two-processes' && files.length > 1)
    return [1, 2].map((half) => command('--test-isolation=none', `--test-shard=${half}/2`));
  return [
    command(stage.at === 'two-processes' ? '--test-isolation=none' : `--test-concurrency=${stage.at ?? 1}`),
  ];
}

/**
 * Where every process of the tests keeps its compiled code, as `heed` itself does (src/cli.ts): half of what a test file
 * costs is the compiling of Heed. Node asks each file's content, so that nothing old is ever run.
 */
const COMPILED = { NODE_COMPILE_CACHE: resolve(root, '.cache/code') };

/** Runs one stage and adds to the total. Says nothing about a stage that has no files. */
async function run(stage: Stage): Promise<void> {
  const files = globSync(stage.files ?? [])
    .filter((file) => pattern === undefined || file.includes(pattern))
    .sort();
  if (!stage.check && files.length === 0) return;
  const started = performance.now();
  process.stdout.write(`${stage.name}\n`);
  if (stage.postgres) postgres ??= await startTestPostgres();
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  const commands = stage.check ? [stage.check] : testCommands(stage, files);
  const options = {
    env: { ...COMPILED, ...stage.env, ...(postgres ? { HEED_TEST_PG: postgres.folder } : {}) },
    limit: stage.minutes * 60_000,
    noSkips: process.env.CI === 'true',
  };
  for (const part of await Promise.all(commands.map((command) => runStage(command, options))))
    for (const key of ['passed', 'failed', 'skipped'] as const) tally[key] += part[key];
  if (stage.check && tally.failed === 0) tally.passed = 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `  ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped in ${seconds} s\n`,
  );
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += tally[key];
}

const started = performance.now();
try {
  for (const stage of chosen) await run(stage);
} catch (error) {
  process.stdout.write(
    `  FAILED: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  total.failed += 1;
} finally {
  await stopPostgres();
}
if (process.env.HEED_TEST_AUDIT === 'failed') {
  process.stdout.write('audit\n  FAILED: something Heed runs on has a known fault, named before the tests\n');
  total.failed += 1;
}
const nothing = total.passed + total.failed === 0;
if (nothing) process.stdout.write('FAILED: no test ran\n');
process.stdout.write(`whole run ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 || nothing ? 1 : 0;
