import {
  openSignedRoster,
  parseRosterPin,
  parseSignedRoster,
  readAloud,
  toBase64url,
  verifyRoster,
} from '../../modules/disclosures/index.ts';
import { Malformed } from '../../modules/ledger/index.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { JUDGING_EXIT_CODES, judging, listOption } from '../ledger/judge-files.ts';
import { mustRead, nameOf, readNamedFile, verify } from './guardian-files.ts';

/** Why the chain is not sound, as an operator must hear it. */
const FAULTS = {
  unsigned: 'A version is not signed by enough guardians of the one before, or one is missing between them.',
  old: 'The newest is older than the pin.',
  forked: 'A version is not the one that the pin or the next version names, or it is of another area.',
  malformed: 'A version can’t be read.',
  expired: 'The newest is not good today.',
} as const;

function readToday(call: Call): string {
  const { on } = call.options;
  if (typeof on !== 'string') return Temporal.Now.plainDateISO().toString();
  try {
    return Temporal.PlainDate.from(on).toString();
  } catch {
    throw new Malformed('--on is a day, such as 2026-01-31.');
  }
}

async function run(call: Call): Promise<number> {
  return judging(call, async () => {
    const { pin: pinPath } = call.options;
    if (typeof pinPath !== 'string') throw new Malformed('Give the pin with --pin.');
    const pin = mustRead(pinPath, parseRosterPin(readNamedFile(pinPath)));
    const rosters = [...listOption(call, 'rosters'), ...call.words]
      .map((typed) => mustRead(typed, openSignedRoster(parseSignedRoster(readNamedFile(typed)))))
      .sort((a, b) => a.roster.version - b.roster.version);
    const newest = rosters.at(-1);
    if (!newest) throw new Malformed('Give the signed rosters with --rosters.');
    const chain = rosters.map(({ payload, signatures }) => ({
      payload: toBase64url(payload),
      signatures: signatures.map((one) => ({ ...one, signature: toBase64url(one.signature) })),
    }));
    const judged = await verifyRoster({ chain, pin, today: readToday(call), verify });
    if (!judged.ok) {
      call.say(`NOT SOUND. ${FAULTS[judged.why]}`);
      return 1;
    }
    const { issued, expires, recipients } = judged.roster;
    call.say(
      `SOUND. ${nameOf(newest)}, issued ${issued}, good until ${expires}, ${recipients.length} recipients.`,
    );
    call.say(`It reads aloud as ${readAloud(newest.payload)}`);
    return 0;
  });
}

export const guardianVerify: OperatorCommand = {
  name: 'guardian verify',
  takes: '--pin PIN --rosters SIGNED... [--on DAY]',
  summary: 'Verifies signed rosters as browsers do, from the pin to the newest.',
  help: `--pin PIN            what is trusted to begin with, from \`heed guardian pin\`; yours, not one that came with the rosters
--rosters SIGNED...  every signed roster from the pinned one, or the next, to the newest; in whatever order
--on DAY             as of another day than today`,
  words: [0, 500],
  options: {
    pin: { type: 'string' },
    rosters: { type: 'string', multiple: true },
    on: { type: 'string' },
  },
  exitCodes: JUDGING_EXIT_CODES,
  run,
};
