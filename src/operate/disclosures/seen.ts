import { listSeen, readKeysAloud } from '../../modules/disclosures/index.ts';
import { runQuery } from '../../platform/run-query.ts';
import { OPERATOR } from '../area/write-area.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { withSealed } from './with-sealed.ts';

async function run(call: Call): Promise<number> {
  const found = await withSealed(call, 'heed disclosures seen', (spine) =>
    runQuery(spine, OPERATOR, async (tx) => ({ ok: true, value: await listSeen(tx), entries: [] })),
  );
  const rows = found.ok ? found.value : [];
  for (const one of rows) call.say(`${readKeysAloud(one)}  ${one.seen}`);
  call.log(
    rows.length === 0
      ? 'Nobody has made keys yet.'
      : 'Ten groups as their owner reads them aloud, and the last day these keys were used.',
  );
  return 0;
}

export const disclosuresSeen: OperatorCommand = {
  name: 'disclosures seen',
  takes: '',
  summary:
    'Lists the keys of those who receive disclosures, with the last day each was used, for the roster.',
  help: `Guardians write that day into the next roster (seen): keys not used for 90 days are no longer sealed to. Says nobody’s
name, and nothing of what they received.`,
  words: [0, 0],
  options: {},
  run,
};
