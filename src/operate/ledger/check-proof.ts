import { checkProof, MOST_PROOF_BYTES, readLooseFile } from '../../modules/ledger/index.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { JUDGING_EXIT_CODES, judging, pathOf, readTrusted, sayHead } from './judge-files.ts';

async function run(call: Call): Promise<number> {
  return judging(call, async () => {
    const trusted = readTrusted(call);
    const { entry, index, head, faults } = checkProof(
      readLooseFile(pathOf(call.words[0]), MOST_PROOF_BYTES),
      trusted,
    );
    if (faults.length > 0) {
      call.say('THIS PROVES NOTHING.');
      for (const fault of faults) call.say(`- ${fault}`);
      return 1;
    }
    call.say(`PROVEN. "${entry.act}" was entered in the ledger as done at ${entry.at}.`);
    call.say(`It is entry ${index} (${entry.id}).`);
    sayHead(call, head, trusted);
    return 0;
  });
}

export const ledgerCheckProof: OperatorCommand = {
  name: 'ledger check-proof',
  takes: 'FILE --key VKEY [--witness VKEY... [--quorum K]]',
  summary: 'Checks a proof of filing, with no server and no secret.',
  help: `Says what was entered in the ledger and when, in which log, who signed that and which witnesses cosigned it. A proof holds no
name and no words: it shows that something was told, not what.`,
  words: [1, 1],
  options: {
    key: { type: 'string' },
    witness: { type: 'string', multiple: true },
    quorum: { type: 'string' },
  },
  exitCodes: JUDGING_EXIT_CODES,
  run,
};
