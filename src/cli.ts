/** The `heed` command: see `heed --help`. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiled code is kept beside the program, where only who may change the program can change it: half the time of a
// start. Where that can't be written Node says so in its answer, and goes on without.
enableCompileCache(join(import.meta.dirname, '../.cache/code'));

// The terminal may go away first (SIGHUP, a closed pipe); stopping properly matters more than saying so.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const [{ COMMANDS }, { runCommandLine }] = await Promise.all([
  import('./operate/commands.ts'),
  import('./operate/run-command-line.ts'),
]);
flushCompileCache();

process.exitCode = await runCommandLine(COMMANDS, process.argv.slice(2), {
  env: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  log: (line) => process.stderr.write(`${line}\n`),
});
