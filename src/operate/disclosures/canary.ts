import { readFileSync } from 'node:fs';
import { dayOf, parseRosterPin, type RosterPin } from '../../modules/disclosures/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { needOption } from '../guardian/guardian-files.ts';
import { pathFrom } from '../networks/path-from.ts';
import { runCanary } from './canary-run.ts';
import { readCanary, writeCanary } from './canary-state.ts';
import { baseOf, sayAlarms } from './watch-words.ts';

function readPin(typed: string): RosterPin {
  let bytes: Buffer;
  try {
    bytes = readFileSync(pathFrom(typed));
  } catch (cause) {
    throw new OperatorError(`${typed} can't be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
  const pin = parseRosterPin(bytes);
  if (pin.ok) return pin.value;
  throw new OperatorError(`${typed} is no pin: ${pin.fault.field} ${pin.fault.why}.`);
}

async function run(call: Call): Promise<number> {
  const base = baseOf(call.words[0] ?? '');
  const pin = readPin(needOption(call, 'pin', 'the pin of the roster'));
  const path = pathFrom(needOption(call, 'state', 'the file that the canary remembers in'));
  const today = dayOf(Temporal.Now.instant());
  const faults = await runCanary({
    ...{ base, pin, today, state: readCanary(path) },
    save: (state) => writeCanary(path, state),
  });
  return sayAlarms(
    call,
    faults,
    `Disclosures arrive at ${base} and are opened, as far as this canary can tell.`,
  );
}

export const disclosuresCanary: OperatorCommand = {
  name: 'disclosures canary',
  takes: 'URL --pin PIN --state FILE',
  summary:
    'Sends a test disclosure from outside, and says when one does not arrive, is gone, or is not opened.',
  help: `URL is where Heed is.
--pin PIN     the pin of the roster, from the guardians, not from the service
--state FILE  what it remembers: receipts of its tests; nobody else's business
Run it once a day, from cron, on a machine outside. It sends a real disclosure whose sealed header says that it is a test,
checks the service's signed answer, comes back for those of the days before, and takes back those that were opened. Those who
receive it must open it within a working day, like every other. It needs no database and no other setting. What each line
means, and what to do: docs/operating/watching-disclosures.md.`,
  words: [1, 1],
  options: { pin: { type: 'string' }, state: { type: 'string' } },
  exitCodes:
    'Exit codes: 0 nothing is wrong; 1 something is, a line each beginning ALARM; 2 not a command or option of Heed.',
  run,
};
