/** How those who watch disclosures from outside say what they found. */
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call } from '../command.ts';

/** The service's address. Throws `OperatorError` for what is none, and for one that anybody on the way could alter. */
export function baseOf(typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? '');
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && local)) return url.origin;
  throw new OperatorError(`${typed} is not the address of a service: give it as https://host.`);
}

/** Says each fault on a line of its own, or that there is none. The exit code. */
export function sayAlarms(call: Pick<Call, 'say'>, faults: readonly string[], whole: string): number {
  for (const fault of faults) call.say(`ALARM ${fault}`);
  if (faults.length === 0) call.say(whole);
  return faults.length === 0 ? 0 : 1;
}
