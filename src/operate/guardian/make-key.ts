import { readAloud, readBase64url } from '../../modules/disclosures/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { askPassphrase } from './ask.ts';
import { needOption, toFileText, writeNewFile } from './guardian-files.ts';
import { LEAST_PASSPHRASE, makeGuardianKey } from './guardian-key.ts';

/** The id of a guardian of this name, as a roster writes ids. */
function idFrom(name: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  if (id === '')
    throw new OperatorError(
      '--name needs letters from a to z, or digits: the guardian’s id is made of them.',
    );
  return id;
}

async function run(call: Call): Promise<number> {
  const name = needOption(call, 'name', 'the guardian’s name');
  const out = needOption(call, 'out', 'the file for the key');
  const entry = { id: idFrom(name), name };
  const file = makeGuardianKey(await askPassphrase(true, call.env));
  writeNewFile(out, toFileText(file), 0o600);
  call.say('For the list of guardians in the roster:');
  call.say(JSON.stringify({ ...entry, key: file.key }));
  call.say('To read aloud:');
  call.say(readAloud(readBase64url(file.key) ?? new Uint8Array(0)));
  call.log(
    `${out} is the key, under the passphrase. Keep the one apart from the other; Heed has no copy of either.`,
  );
  return 0;
}

export const guardianMakeKey: OperatorCommand = {
  name: 'guardian make-key',
  takes: '--name NAME --out FILE',
  summary: 'Makes a guardian’s key, which signs who may be told of a disclosure.',
  help: `--name NAME   the guardian's name, as others will see it
--out FILE    where the key goes, under a passphrase that is asked for: ${LEAST_PASSPHRASE} characters at least

On a machine of the guardian's own, without a network if you can. It prints the line for the roster, and the key's digits to
read to the others. HEED_GUARDIAN_PASSPHRASE_FILE names a file with the passphrase where nobody can be asked.`,
  words: [0, 0],
  options: { name: { type: 'string' }, out: { type: 'string' } },
  run,
};
