/** Worlds made from others: fewer columns, dates as other systems write them, two files that name everybody once. */
import { createChance, slip } from './chance.ts';
import { historicalWorld, householdWorld, inTwoFiles, originWorld, type World } from './worlds.ts';

/** `world` with these columns alone. */
export function onlyColumns(world: World, name: string, keys: readonly string[]): World {
  const places = keys.map((key) => world.keys.indexOf(key));
  return { ...world, name, keys, rows: world.rows.map((row) => places.map((at) => row[at] ?? '')) };
}

/** The first two columns, given and family name, as one. */
function joinNames(world: World, name: string, keep: readonly string[]): World {
  const chosen = onlyColumns(world, name, ['givenName', 'familyName', ...keep]);
  return {
    ...chosen,
    keys: ['fullName', ...keep],
    rows: chosen.rows.map(([given = '', family = '', ...others]) => [`${given} ${family}`.trim(), ...others]),
  };
}

function withDates(world: World, name: string, write: (date: string, row: number) => string): World {
  const at = world.keys.indexOf('dateOfBirth');
  return {
    ...world,
    name,
    rows: world.rows.map((row, r) => row.map((cell, i) => (i === at && cell !== '' ? write(cell, r) : cell))),
  };
}

/** The first record of each person in one file, the second in another; some people in one only. */
function asTwoFiles(world: World, name: string, seed: number): World {
  const chance = createChance(seed);
  const seen = new Map<number, number>();
  const [left, right]: [number[], number[]] = [[], []];
  for (const [row, who] of world.truth.entries()) {
    const before = seen.get(who) ?? 0;
    seen.set(who, before + 1);
    if (before > 1) continue;
    if (before === 0 ? !chance.happens(0.15) : chance.happens(0.85)) (before === 0 ? left : right).push(row);
  }
  return inTwoFiles(world, name, left, right);
}

/** Every invented world, of about this many rows; another `draw` makes other people of the same natures. */
export function everyWorld(rows: number, draw = 0): readonly World[] {
  const seed = (own: number) => own + 1000 * draw;
  const historical = historicalWorld(Math.round(rows / 10), seed(1));
  const households = householdWorld(Math.round(rows / 8), seed(2));
  const origins = originWorld(Math.round(rows / 2), seed(3));
  return [
    historical,
    { ...historicalWorld(Math.round(rows / 40), seed(9)), name: 'historical, few' },
    onlyColumns(historical, 'historical, no birth', [
      'fullName',
      'birthPlace',
      'postcode',
      'occupation',
      'sex',
    ]),
    households,
    origins,
    joinNames(households, 'name and postcode', ['postcode']),
    onlyColumns(households, 'no dates', ['givenName', 'familyName', 'sex', 'address', 'postcode', 'phone']),
    onlyColumns(origins, 'name and date', ['givenName', 'familyName', 'dateOfBirth']),
    withDates(households, 'dates dd/mm/yyyy', (date) => date.split('-').reverse().join('/')),
    withDates(households, 'dates yyyymmdd', (date) => date.replaceAll('-', '')),
    withDates(households, 'years alone', (date) => date.slice(0, 4)),
    withDates(households, 'dates mixed', (date, row) =>
      row % 2 === 0 ? date : date.split('-').reverse().join('/'),
    ),
    asTwoFiles(origins, 'two files, once each', seed(4)),
    asTwoFiles(households, 'two files, households', seed(6)),
  ];
}

/** A valid NHS number from `seed`. */
function nhsNumber(seed: number): string {
  for (let n = seed; ; n += 1) {
    const nine = String(400_000_000 + ((n * 7919) % 99_999_989)).padStart(9, '0');
    const check = (11 - ([...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11)) % 11;
    if (check < 10) return `${nine}${check}`;
  }
}

/** An area's households with what its agencies also write down: town, NHS number, e-mail. */
export function areaWorld(homes: number, seed = 12): World {
  const world = householdWorld(homes, seed);
  const chance = createChance(seed + 1);
  const code = world.keys.indexOf('postcode');
  return {
    ...world,
    name: 'area',
    keys: [...world.keys, 'town', 'nhsNumber', 'email'],
    rows: world.rows.map((row, r) => {
      const who = world.truth[r] ?? 0;
      const district = (row[code] ?? '').split(' ')[0] ?? '';
      const town =
        chance.happens(0.1) || district === ''
          ? ''
          : `Town ${'ABCDEF'[Number(/\d+/.exec(district)?.[0] ?? 0) % 6]}`;
      const nhs = nhsNumber(who * 31);
      return [
        ...row,
        town,
        chance.happens(0.4) ? '' : chance.happens(0.02) ? slip(chance, nhs) : nhs,
        chance.happens(0.6) ? '' : `${row[0]}.${row[1]}${who % 97}@example.org`,
      ];
    }),
  };
}
