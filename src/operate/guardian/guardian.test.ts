/** A key ceremony as guardians hold it, at the command line, from three new keys to a second roster under other guardians. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { organisationEntry, recipientEntry } from '../../../test/support/rosters.ts';
import { COMMANDS } from '../commands.ts';
import { runCommandLine } from '../run-command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-guardian-'));
const at = (name: string) => join(folder, name);
const passphrase = (text: string) => writeFileSync(at('passphrase'), `${text}\n`);

const env = { HEED_GUARDIAN_PASSPHRASE_FILE: at('passphrase') };
after(() => rmSync(folder, { recursive: true, force: true }));
passphrase('five words by chance alone');

/** Runs `heed guardian …`; words that end in .json are files of this ceremony. */
async function guardian(line: string) {
  const said: string[] = [];
  const args = line.split(' ').map((word) => (word.endsWith('.json') ? at(word) : word.replaceAll('_', ' ')));
  const speak = (text: string) => said.push(text);
  const code = await runCommandLine(COMMANDS, ['guardian', ...args], { env, say: speak, log: speak });
  return { code, said: said.join('\n') };
}

async function mustDo(line: string): Promise<string> {
  const { code, said } = await guardian(line);
  assert.equal(code, 0, said);
  return said;
}

async function mustRefuse(line: string, why: RegExp): Promise<void> {
  const { code, said } = await guardian(line);
  assert.equal(code, 1, said);
  assert.match(said, why);
  assert.doesNotMatch(said, /Heed failed/);
}

const readJson = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));

/** Changes a draft as people do in an editor. */
function edit(name: string, over: Readonly<Record<string, unknown>>): void {
  writeFileSync(at(name), JSON.stringify({ ...readJson(name), ...over }, null, 4));
}

const lines: object[] = [];

async function makeKey(name: string): Promise<void> {
  const said = await mustDo(`make-key --name ${name} --out ${name.toLowerCase()}.json`);
  const [, line = '', , aloud = ''] = said.split('\n');
  assert.match(aloud, /^([0-9a-f]{4} ){9}[0-9a-f]{4}$/);
  lines.push(JSON.parse(line));
}

describe('a key ceremony', () => {
  test('begins with a key for each guardian, in a file nobody else can read, under a passphrase', async () => {
    for (const name of ['Ada_Ønsk', 'Ben', 'Cy', 'Dee']) await makeKey(name);
    assert.deepEqual(
      lines.map((line) => (line as { id: string }).id),
      ['ada-nsk', 'ben', 'cy', 'dee'],
    );
    assert.equal(statSync(at('ben.json')).mode & 0o777, 0o600);
    await mustRefuse('make-key --name Ben --out ben.json', /is there already/);
    passphrase('short');
    await mustRefuse('make-key --name Eve --out eve.json', /too short/);
    assert.ok(!existsSync(at('eve.json')));
    passphrase('five words by chance alone');
  });

  test('goes on with a draft that people fill in', async () => {
    writeFileSync(at('request.json'), JSON.stringify(recipientEntry('rae', { from: '2020-01-01' })));
    await mustDo('draft --area Wrenfold --out draft.json --add-recipient request.json');
    await mustRefuse(
      'sign --key ben.json --roster draft.json --first --out x.json --yes',
      /guardians must have 2/,
    );
    edit('draft.json', { guardians: lines.slice(0, 3), organisations: [organisationEntry('org')] });
    await mustRefuse('draft --area Wrenfold --out draft.json', /is there already/);
  });

  test('says what is signed, and has nobody sign unasked, without a key, twice, or after a change', async () => {
    await mustRefuse('sign --key ben.json --roster draft.json --first --out x.json', /say --yes/);
    await mustRefuse('sign --key dee.json --roster draft.json --first --out x.json --yes', /of no guardian/);
    await mustRefuse(
      'sign --key draft.json --roster draft.json --first --out x.json --yes',
      /no key of a guardian/,
    );
    await mustRefuse('sign --key ben.json --roster draft.json --out x.json --yes', /--first/);
    passphrase('another that is long');
    await mustRefuse(
      'sign --key ben.json --roster draft.json --first --out x.json --yes',
      /not the passphrase/,
    );
    passphrase('five words by chance alone');
    assert.ok(!existsSync(at('x.json')));

    const said = await mustDo('sign --key ben.json --roster draft.json --first --out one.json --yes');
    assert.match(
      said,
      /New recipient rae: name Recipient rae; keys ([0-9a-f]{4} ){9}[0-9a-f]{4}; kind recipient/,
    );
    assert.match(said, /Guardians who must sign: 2 of 3\./);
    assert.match(said, /who signed: Ben\. It takes 2: not enough yet\./);
    await mustRefuse(
      'sign --key ben.json --roster one.json --first --out x.json --yes',
      /has signed this already/,
    );
    const { payload, signatures } = readJson('one.json');
    const changed = Buffer.from(payload, 'base64url').toString().replace('Wrenfold', 'Otherby');
    const altered = { payload: Buffer.from(changed).toString('base64url'), signatures };
    writeFileSync(at('altered.json'), JSON.stringify(altered));
    await mustRefuse(
      'sign --key cy.json --roster altered.json --first --out x.json --yes',
      /not of this text/,
    );
  });

  test('ends with enough signatures and a pin, and not before', async () => {
    await mustRefuse('pin --roster one.json --out pin.json', /has 1 of the 2 signatures/);
    await mustDo('sign --key cy.json --roster one.json --first --out two.json --yes');
    await mustDo('pin --roster two.json --out pin.json');
    const said = await mustDo('verify --pin pin.json --rosters two.json');
    assert.match(said, /^SOUND\. Roster 1 of Wrenfold/);
    const one = await guardian('verify --pin pin.json --rosters one.json');
    assert.equal(one.code, 1);
    assert.match(one.said, /NOT SOUND\. A version is not signed by enough/);
    const late = await guardian('verify --pin pin.json --rosters two.json --on 2099-01-01');
    assert.match(late.said, /NOT SOUND\. The newest is not good today/);
    assert.equal((await guardian('verify --pin two.json --rosters two.json')).code, 2);
    assert.equal((await guardian('verify --pin pin.json --rosters none.json')).code, 2);
    assert.equal((await guardian('verify --pin pin.json')).code, 2);
  });

  test('is held again for a guardian who is replaced: the change is told, and both sides sign', async () => {
    await mustDo('draft --from two.json --out next.json');
    edit('next.json', { guardians: [lines[1], lines[2], lines[3]], recipients: [recipientEntry('sol')] });
    const said = await mustDo(
      'sign --key dee.json --roster next.json --previous two.json --out n1.json --yes',
    );
    for (const change of [
      /New guardian dee/,
      /Gone: guardian ada-nsk \(Ada Ønsk\)/,
      /New recipient sol/,
      /Gone: recipient rae/,
    ])
      assert.match(said, change);
    await mustDo('sign --key ben.json --roster n1.json --previous two.json --out n2.json --yes');
    const early = await guardian('verify --pin pin.json --rosters two.json n2.json');
    assert.match(early.said, /NOT SOUND\. A version is not signed/);
    const enough = await mustDo(
      'sign --key cy.json --roster n2.json --previous two.json --out n3.json --yes',
    );
    assert.match(enough, /of the roster before who signed: Ben, Cy\. It takes 2: enough\./);
    assert.match(await mustDo('verify --pin pin.json --rosters n3.json two.json'), /^SOUND\. Roster 2/);
  });

  test('begins again when two keys are lost: by a new pin, which whoever keeps the old one sees', async () => {
    await mustDo('draft --from n3.json --out anew.json');
    edit('anew.json', { guardians: [lines[0], lines[3]] });
    await mustDo('sign --key dee.json --roster anew.json --previous n3.json --out a1.json --yes');
    const said = await mustDo(
      'sign --key ada_ønsk.json --roster a1.json --previous n3.json --out a2.json --yes',
    );
    assert.match(said, /of the roster before who signed: Dee\. It takes 2: not enough yet\./);
    assert.match(said, /of this roster who signed: Ada Ønsk, Dee\. It takes 2: enough\./);
    await mustDo('pin --roster a2.json --out anew-pin.json');
    assert.match(await mustDo('verify --pin anew-pin.json --rosters a2.json'), /^SOUND\. Roster 3/);
    const old = await guardian('verify --pin pin.json --rosters two.json n3.json a2.json');
    assert.match(old.said, /NOT SOUND\. A version is not signed/);
  });

  test('refuses a draft that does not follow the roster named, or gives a key another name', async () => {
    await mustDo('draft --from n3.json --out third.json');
    const sign = (previous: string) =>
      `sign --key ben.json --roster third.json --previous ${previous} --out x.json --yes`;
    await mustRefuse(sign('two.json'), /does not follow/);
    await mustRefuse(sign('one.json'), /has 1 of the 2 signatures/);
    const { previous } = readJson('third.json');
    edit('third.json', { previous: 'A'.repeat(43) });
    await mustRefuse(sign('n3.json'), /does not follow/);
    edit('third.json', { previous, area: 'Otherby' });
    await mustRefuse(sign('n3.json'), /of another area/);
    edit('third.json', { area: 'Wrenfold', guardians: [{ ...lines[1], id: 'benny' }, lines[2], lines[3]] });
    await mustRefuse(sign('n3.json'), /ben has become benny/);
    edit('third.json', { threshold: 1 });
    await mustRefuse(sign('n3.json'), /third\.json can't be used: threshold must be a whole number from 2/);
    await mustRefuse(
      'sign --key ben.json --roster two.json --first --previous two.json --out x.json',
      /--first/,
    );
    assert.ok(!existsSync(at('x.json')));
  });
});
