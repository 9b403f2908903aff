/** A large file of invented people, one to four records each, for measuring speed. */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { createChance, drawDate, slip, slipDate } from './chance.ts';
import { NAMINGS, rareFamily } from './names.ts';

const COLUMNS = {
  givenName: 'first_name',
  familyName: 'surname',
  dateOfBirth: 'dob',
  town: 'city',
  email: 'email',
};

/** Writes `count` records to `path`, and their column map to `map`. */
export function writeManyPeople(path: string, map: string, count: number): void {
  const chance = createChance(5);
  const towns = Array.from({ length: 300 }, () => rareFamily(chance.next(), chance.next()));
  writeFileSync(map, JSON.stringify({ id: 'unique_id', ...COLUMNS }));
  const file = openSync(path, 'w');
  let text = `unique_id,${Object.values(COLUMNS).join(',')}\n`;
  for (let id = 0; id < count; ) {
    const naming = chance.pickCommon(NAMINGS);
    const common = chance.pickCommon(chance.happens(0.5) ? naming.female : naming.male).split('/')[0] ?? '';
    const ending = chance.happens(0.3)
      ? chance.pick([...'abcdefghijkl']) + chance.pick(['a', 'e', 'ie', 'on', 'in'])
      : '';
    const given = common + ending;
    const family = chance.happens(0.6)
      ? rareFamily(chance.next(), chance.next())
      : (chance.pickCommon(naming.family).split('/')[0] ?? '');
    const born = drawDate(chance, 1930, 2020);
    const town = chance.pickCommon(towns);
    const email = `${given}.${family}${chance.below(1000)}@example.org`;
    const typed = (value: string, missing: number) =>
      chance.happens(missing) ? '' : chance.happens(0.1) ? slip(chance, value) : value;
    const records = chance.pick([1, 1, 1, 2, 2, 3, 4]);
    for (let i = 0; i < records && id < count; i += 1, id += 1)
      text += `${id},${typed(given, 0.1)},${typed(family, 0.1)},${chance.happens(0.1) ? slipDate(chance, born) : born},${typed(town, 0.15)},${typed(email, 0.2)}\n`;
    if (text.length > 1_000_000) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}
