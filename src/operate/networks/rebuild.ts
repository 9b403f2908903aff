import { composeNetworks } from '../../compose/concerns-ports.ts';
import { concernStore } from '../../modules/concerns/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { runCommand } from '../../platform/run-command.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { withModules } from '../with-modules.ts';

async function run(call: Call): Promise<number> {
  const given = { config: call.config(), purpose: 'heed networks rebuild', log: call.log };
  const concerns = await withModules(given, async ({ spine }, { people }) => {
    const networks = composeNetworks(people);
    const operator = { actor: { kind: 'operator' }, basis: null } as const;
    const done = await runCommand(spine, operator, async (tx) => {
      const count = await networks.rebuild(tx, await concernStore.listSources(tx));
      const subject = { kind: 'configuration', id: spine.ids.next<'configuration'>() } as const;
      const entry = { act: 'networks.graph-rebuilt', subject, body: { concerns: count } } as const;
      return { ok: true, value: count, entries: [entry], events: [] };
    });
    if (!done.ok) throw new OperatorError(`Refused: ${done.refusal.code}. Nothing was changed.`);
    return done.value;
  });
  call.say(`The graph of what is named together was made again from ${concerns} concerns.`);
  return 0;
}

export const networksRebuild: OperatorCommand = {
  name: 'networks rebuild',
  takes: '',
  summary:
    'Makes the graph that networks are found in again, from what concerns name and what people linked.',
  help: `The graph is kept as concerns arrive, so this is needed only when it is in doubt: after an upgrade that says so, or when
things were marked as institutions in bulk. It gives the same as keeping it, in one transaction: all of it, or nothing.`,
  words: [0, 0],
  options: {},
  run,
};
