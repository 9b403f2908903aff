import { readWitnessPolicy } from '../../compose/witnesses.ts';
import { isId } from '../../kernel/ids.ts';
import { proveEntry } from '../../modules/ledger/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { runCommand } from '../../platform/run-command.ts';
import { OPERATOR } from '../area/write-area.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { withModules } from '../with-modules.ts';

async function run(call: Call): Promise<number> {
  const config = call.config();
  const [id = ''] = call.words;
  if (!isId(id)) throw new OperatorError(`"${id}" is not the id of an entry.`);
  const proof = await withModules({ config, purpose: 'heed ledger prove', log: call.log }, async (on) => {
    const made = await runCommand(on.spine, OPERATOR, async (tx) => {
      const found = await proveEntry(tx, id, { ...readWitnessPolicy(config), now: on.spine.clock.wall() });
      if (!found) throw new OperatorError(`There is no entry ${id} in this ledger.`);
      if (found === 'not-yet')
        throw new OperatorError(
          'No checkpoint that may be shown covers this entry yet. Try again in a minute, while Heed is running.',
        );
      const entry = {
        act: 'ledger.proof-made',
        subject: { kind: 'configuration', id: 'ledger.log' },
        body: { entry: id, index: found.index },
      } as const;
      return { ok: true, value: found, entries: [entry], events: [] };
    });
    if (!made.ok) throw new OperatorError(`The proof was refused: ${made.refusal.code}.`);
    return made.value;
  });
  if (!proof.witnessed)
    call.log('The checkpoint of this proof is not yet witnessed by another organisation.');
  // `say` ends the last line itself.
  call.say(Buffer.from(proof.proof).toString('utf8').replace(/\n$/, ''));
  return 0;
}

export const ledgerProve: OperatorCommand = {
  name: 'ledger prove',
  takes: 'ENTRY-ID > FILE',
  summary: 'Writes the proof that an entry is in the ledger, for anybody to keep and check.',
  help: `Writes a C2SP tlog-proof to standard output: the entry, its place, and the newest cosigned checkpoint
(the newest there is, where no witness cosigned). Check it with \`heed ledger check-proof\`.
That it was made is itself an entry.`,
  words: [1, 1],
  options: {},
  run,
};
