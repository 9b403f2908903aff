import {
  type ExportFindings,
  MOST_NOTE_BYTES,
  readLooseFile,
  saySuccession,
  verifyExport,
} from '../../modules/ledger/index.ts';
import type { Call, OperatorCommand } from '../command.ts';
import {
  JUDGING_EXIT_CODES,
  judging,
  listOption,
  pathOf,
  readKeyOption,
  readTrusted,
  sayHead,
} from './judge-files.ts';

function sayBodies(call: Call, { bodies }: ExportFindings): void {
  call.say(
    bodies
      ? `Words of ${bodies.sound} entries open and are those committed to. Sound, and erased: ${bodies.erased} (their keys are gone, on purpose).`
      : 'No words were exported: only what the log commits to was checked.',
  );
}

/** Every log that came before, and what its follower says was lost of it. */
function sayBefore(call: Call, { before }: ExportFindings): void {
  for (const { succession, held, notes } of before) {
    for (const line of saySuccession(succession)) call.say(line);
    if (held !== null)
      call.say(
        `The old log ${succession.previous.origin} is here, ${held} entries, and sound by the key that is named.`,
      );
    for (const note of notes) call.say(note);
  }
}

async function run(call: Call): Promise<number> {
  return judging(call, async () => {
    const trusted = readTrusted(call);
    const earlier = listOption(call, 'earlier').map((path) => readLooseFile(pathOf(path), MOST_NOTE_BYTES));
    const olderKeys = listOption(call, 'older-key').map((text) => readKeyOption('older-key', text));
    const findings = verifyExport(pathOf(call.words[0]), { trusted, earlier, olderKeys });
    if (findings.faults.length > 0) {
      call.say('NOT SOUND. The first fault comes first.');
      for (const fault of findings.faults) call.say(`- ${fault}`);
      return 1;
    }
    call.say('SOUND. Every entry is the one that was signed for, in its place.');
    sayHead(call, findings.head, trusted);
    if (findings.earlier > 0)
      call.say(`It begins with the log of each earlier checkpoint (${findings.earlier}).`);
    else
      call.say(
        'No earlier checkpoint was given that it could be held to: a log rewritten as a whole and signed again would pass.',
      );
    sayBodies(call, findings);
    sayBefore(call, findings);
    return 0;
  });
}

export const ledgerVerify: OperatorCommand = {
  name: 'ledger verify',
  takes: 'DIR --key VKEY [--older-key VKEY...] [--earlier FILE...] [--witness VKEY... [--quorum K]]',
  summary: 'Verifies an export of the ledger, with no database and no secret.',
  help: `--key VKEY       the log's key, or a file that holds it; ask for it beforehand, by another way
--older-key VKEY the key of a log that came before this one, as you had it; else the one that this log names is used
--earlier FILE   a checkpoint that you kept: the log must begin with the one it was signed for
--witness VKEY   the key of a witness; may be given several times
--quorum K       how many of them must have cosigned; all, unless told

Nothing of the folder is believed. Each fault is said in one sentence with the number of the first entry concerned.
docs/operating/inspection.md says what each sentence means.`,
  words: [1, 1],
  options: {
    key: { type: 'string' },
    'older-key': { type: 'string', multiple: true },
    earlier: { type: 'string', multiple: true },
    witness: { type: 'string', multiple: true },
    quorum: { type: 'string' },
  },
  exitCodes: JUDGING_EXIT_CODES,
  run,
};
