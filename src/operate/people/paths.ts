import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call } from '../command.ts';

/** The path that an option names, from where the operator stands; `null` where it is not given. */
export function pathOption(call: Call, name: string): string | null {
  const given = call.options[name];
  if (typeof given !== 'string' || given === '') return null;
  return resolve(process.env.INIT_CWD ?? process.cwd(), given);
}

/** The path that an option names. Refuses where it is not given. */
export function requirePath(call: Call, name: string): string {
  const path = pathOption(call, name);
  if (path === null) throw new OperatorError(`--${name} FILE is missing.`);
  return path;
}

const real = (path: string) => (existsSync(path) ? realpathSync(path) : path);

/** Refuses to write over a file that is read, or to write two into one. */
export function refuseSame(call: Call, inputs: readonly string[], outputs: readonly string[]): void {
  const pathsOf = (names: readonly string[]) => names.flatMap((name) => pathOption(call, name) ?? []);
  const taken = pathsOf(inputs).map(real);
  for (const output of pathsOf(outputs)) {
    if (taken.includes(real(output)))
      throw new OperatorError(`${output} would be written over: name another file.`);
    taken.push(real(output));
  }
}
