import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { matching } from '../../modules/people/index.ts';
import { type Crew, crewForRows, hireCrew } from './crew.ts';
import { createKeptIds } from './kept-ids.ts';
import { matchPeople } from './match-people.ts';
import { planReading } from './plan-reading.ts';
import { createProgressBar } from './progress-bar.ts';
import { readPeopleFile } from './read-people-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-crew-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const GIVEN = ['Ola', 'Ewa', 'Jan', 'Bilal', 'Mei', 'Grace', 'Kofi'];
const FAMILY = ['Nowak', 'Khan', 'Mensah', 'Zhang', 'Milby'];
const people = Array.from({ length: 400 }, (_, i) => {
  const who = i >> 1;
  const family = `${FAMILY[who % 5]}${i % 4 === 1 ? 'e' : ''}`;
  return `${i},"${GIVEN[who % 7]}",${family},20${10 + (who % 12)}-0${1 + (who % 9)}-1${who % 10}\n`;
});
const path = join(folder, 'people.csv');
writeFileSync(path, `id,first,last,born\n${people.join('')}`);
const map = {
  id: 'id',
  columns: new Map([
    ['givenName', ['first']],
    ['familyName', ['last']],
    ['dateOfBirth', ['born']],
  ]),
};

async function matchWith(crew: Crew) {
  const file = planReading(path, map, 'utf-8', 2026);
  const joiner = matching.createJoiner(file.plan.keys);
  const ids = createKeptIds();
  await readPeopleFile({
    file,
    crew,
    people: joiner,
    ids,
    progress: () => undefined,
    pieceBytes: 700,
  });
  const bar = createProgressBar({ write: () => true }, () => 0);
  const { pairs, groups, compared } = await matchPeople(joiner.finish(), bar, { crew });
  return { pairs, groups, compared, ids: Array.from({ length: ids.count }, (_, row) => ids.textOf(row)) };
}

describe('the threads that match', () => {
  test('say of a file what one alone says, however it is cut and whoever does what', async () => {
    const crew = hireCrew(2);
    try {
      const alone = await matchWith(crewForRows(0));
      assert.ok(alone.pairs.count > 100, `${alone.pairs.count} pairs`);
      assert.deepEqual(await matchWith(crew), alone);
    } finally {
      await crew.dismiss();
    }
  });

  test('do not keep anybody waiting once they are gone', async () => {
    const crew = hireCrew(1);
    await crew.dismiss();
    await assert.rejects(matchWith(crew), /can't be read: A thread that matched ended early/);
  });
});
