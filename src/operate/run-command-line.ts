import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { type Call, EXIT_CODES, type OperatorCommand } from './command.ts';
import type { ListedCommand } from './commands.ts';

/** Where a command line is run: its environment and where it speaks. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly log: (line: string) => void;
}

const USAGE_FAULT = 2;

async function listCommands(listed: readonly ListedCommand[]): Promise<string> {
  const commands = await Promise.all(listed.map((command) => command.load()));
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'Usage: heed COMMAND [options]        (or: npm run heed -- COMMAND [options])',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    '`heed COMMAND --help` says more. Settings are environment variables: see docs/operating/install.md.',
    EXIT_CODES,
  ].join('\n');
}

function usageOf(command: OperatorCommand): string {
  return `Usage: heed ${command.name}${command.takes === '' ? '' : ` ${command.takes}`}`;
}

function helpOf(command: OperatorCommand): string {
  return `${usageOf(command)}\n\n${command.summary}\n${command.help}\n\n${command.exitCodes ?? EXIT_CODES}`;
}

/** The command that `args` name, by two words or by one, and what is left of them. */
function findCommand(
  commands: readonly ListedCommand[],
  args: readonly string[],
): { readonly command: ListedCommand; readonly rest: readonly string[] } | undefined {
  for (const words of [2, 1]) {
    const command = commands.find(({ name }) => name === args.slice(0, words).join(' '));
    if (command) return { command, rest: args.slice(words) };
  }
  return undefined;
}

interface Parsed {
  readonly words: readonly string[];
  readonly options: Call['options'];
  readonly help: boolean;
}

/** Reads a command's arguments, or says in one sentence what is wrong with them. */
function parse(command: OperatorCommand, args: readonly string[]): Parsed | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
    const help = values.help === true;
    const [least, most] = command.words;
    if (!help && positionals.length < least) return 'Something is missing.';
    if (!help && positionals.length > most) return `"${positionals[most]}" is not expected here.`;
    return { words: positionals, options: values as Call['options'], help };
  } catch (error) {
    return (error as Error).message.split('. ')[0] ?? 'That is not an option.';
  }
}

/**
 * Runs one `heed` command line. Answers the exit code. An `OperatorError` is told as its sentence alone; anything
 * else that goes wrong is a fault of Heed's and is told with its stack.
 */
export async function runCommandLine(
  commands: readonly ListedCommand[],
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const [name] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.say(await listCommands(commands));
    return name === undefined ? USAGE_FAULT : 0;
  }
  const found = findCommand(commands, args);
  if (!found) {
    const together = commands.filter((command) => command.name.startsWith(`${name} `));
    if (together.length > 0) {
      const asked = args[1] === undefined || args[1] === '--help' || args[1] === '-h';
      const list = await listCommands(together);
      if (asked) terminal.say(list);
      else terminal.log(`"${name} ${args[1]}" is not a command of Heed.\n\n${list}`);
      return args[1] === undefined || !asked ? USAGE_FAULT : 0;
    }
    terminal.log(`"${name}" is not a command of Heed.\n\n${await listCommands(commands)}`);
    return USAGE_FAULT;
  }
  const { rest } = found;
  const command = await found.command.load();
  const parsed = parse(command, rest);
  if (typeof parsed === 'string') {
    terminal.log(`${parsed}\n${usageOf(command)}\n\`heed ${command.name} --help\` says more.`);
    return USAGE_FAULT;
  }
  if (parsed.help) {
    terminal.say(helpOf(command));
    return 0;
  }
  try {
    return await command.run({ ...parsed, ...terminal, config: () => readConfig(terminal.env) });
  } catch (error) {
    terminal.log(error instanceof OperatorError ? error.message : `Heed failed: ${(error as Error).stack}`);
    return 1;
  }
}
