/** The `heed` command: see `heed --help`. */
import { COMMANDS } from './operate/commands.ts';
import { runCommandLine } from './operate/run-command-line.ts';

// The terminal may go away first (SIGHUP, a closed pipe); stopping properly matters more than saying so.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.exitCode = await runCommandLine(COMMANDS, process.argv.slice(2), {
  env: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  log: (line) => process.stderr.write(`${line}\n`),
});
