/**
 * Invented worlds of people with several records each, and the truth. None is like a published data set in its values; each
 * is hard in a way of its own. Deterministic from a seed.
 */
import { type Chance, createChance, drawDate, drawPostcode, slip, slipDate } from './chance.ts';
import { NAMINGS, type Naming, rareFamily } from './names.ts';

export interface World {
  readonly name: string;
  readonly keys: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Who each row is. */
  readonly truth: readonly number[];
  /**
   * What is true of who each row is: name, day of birth, home. Two people of whom the same is true, twins whom chance gave one
   * name, can't be told apart by whatever is written of them.
   */
  readonly persons?: readonly string[];
  /** First row of the second file; none: one file. */
  readonly split?: number;
  /** Group of each row whose recall is shown apart. */
  readonly origin?: readonly string[];
}

const spelt = (chance: Chance, name: string, change: number): string => {
  const forms = name.split('/');
  return chance.happens(change) ? chance.pick(forms) : (forms[0] ?? '');
};

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

function familyOf(chance: Chance, naming: Naming, rare: number): string {
  return chance.happens(rare) ? rareFamily(chance.next(), chance.next()) : chance.pickCommon(naming.family);
}

/** Rows in a mixed order, so that nothing can be told from where they stand. */
function shuffled<T>(chance: Chance, list: readonly T[]): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = chance.below(i + 1);
    const [x, y] = [out[i], out[j]];
    if (x !== undefined && y !== undefined) [out[i], out[j]] = [y, x];
  }
  return out;
}

interface Row {
  readonly who: number;
  readonly cells: readonly string[];
  readonly origin?: string;
  readonly person?: string;
}

function toWorld(name: string, keys: readonly string[], rows: readonly Row[], split?: number): World {
  return {
    name,
    keys,
    rows: rows.map(({ cells }) => cells),
    truth: rows.map(({ who }) => who),
    ...(split === undefined ? {} : { split }),
    ...(rows[0]?.person === undefined ? {} : { persons: rows.map(({ person = '' }) => person) }),
    ...(rows[0]?.origin === undefined ? {} : { origin: rows.map(({ origin = '' }) => origin) }),
  };
}

/** These rows of a world as one file, and those as another. */
export function inTwoFiles(
  { keys, rows, truth, persons }: World,
  name: string,
  left: readonly number[],
  right: readonly number[],
): World {
  const order = [...left, ...right];
  return {
    name,
    keys,
    rows: order.map((row) => rows[row] ?? []),
    truth: order.map((row) => truth[row] ?? -1),
    ...(persons && { persons: order.map((row) => persons[row] ?? '') }),
    split: left.length,
  };
}

const JOBS =
  'politician writer clergyman painter soldier lawyer merchant physician cricketer engineer botanist actor judge printer sailor architect composer teacher banker farmer weaver'.split(
    ' ',
  );

/** Much-corrupted people of other centuries, some ten records each, relatives among them. */
export function historicalWorld(people: number, seed = 1): World {
  const chance = createChance(seed);
  const english = NAMINGS[0] as Naming;
  const places = Array.from({ length: 160 }, (_, i) => {
    const area = `${chance.pick(['TQ', 'EX', 'NR', 'YO', 'LS', 'DN', 'CT', 'BA', 'GL', 'SY', 'NE', 'CA'])}${1 + (i % 29)}`;
    return { town: rareFamily(chance.next(), chance.next()), district: area };
  });
  const rows: Row[] = [];
  interface Relative {
    readonly family: string;
    readonly place: { readonly town: string; readonly district: string };
    readonly born: number;
    readonly given: string;
  }
  const known: Relative[] = [];
  for (let who = 0; who < people; who += 1) {
    const female = chance.happens(0.25);
    const related = chance.happens(0.2) ? known.at(-1) : undefined;
    const family: string = (related?.family ?? familyOf(chance, english, 0.55)).split('/')[0] ?? '';
    const given: string =
      related && chance.happens(0.1)
        ? related.given
        : chance.pickCommon(female ? english.female : english.male, 1.6);
    const middle = chance.happens(0.35) ? chance.pickCommon(english.male).split('/')[0] : null;
    const place = related?.place ?? chance.pickCommon(places, 1.5);
    const year = related ? related.born + chance.pick([-30, -28, 3, 2, 5, 25, 31]) : 1560 + chance.below(380);
    const born = chance.happens(0.12) ? `${year}-01-01` : drawDate(chance, year, year);
    const code = drawPostcode(chance, place.district);
    const job = chance.pickCommon(JOBS, 1.7);
    const title = chance.happens(0.08)
      ? chance.pick(['sir', '1st baron', 'lord', '2nd earl of', 'rev.'])
      : '';
    const married = female && chance.happens(0.4) ? familyOf(chance, english, 0.5).split('/')[0] : null;
    known.push({ family, place, born: year, given });
    const records = 1 + Math.floor(chance.next() ** 0.8 * 17);
    for (let record = 0; record < records; record += 1) {
      const clean = record === 0;
      let first = clean ? (given.split('/')[0] ?? '') : spelt(chance, given, 0.35);
      let surname = married && chance.happens(0.35) ? married : family;
      if (!clean && chance.happens(0.12)) first = slip(chance, first);
      if (!clean && chance.happens(0.15)) surname = slip(chance, surname);
      if (!clean && chance.happens(0.05)) first = first.slice(0, 1);
      if (!clean && middle && chance.happens(0.08)) first = middle;
      const names = [
        chance.happens(0.5) ? title : '',
        clean || !chance.happens(0.05) ? first : '',
        middle && chance.happens(0.4) ? middle : '',
        clean || !chance.happens(0.05) ? surname : '',
      ].filter((name) => name !== '');
      let day = born;
      const dated = clean ? 1 : chance.next();
      if (dated < 0.08) day = slipDate(chance, born);
      else if (dated < 0.16) day = `${year}-01-01`;
      else if (dated < 0.21) day = drawDate(chance, year - 2, year + 2);
      const where = clean ? 1 : chance.next();
      const postcode =
        where < 0.3
          ? drawPostcode(chance, place.district)
          : where < 0.36
            ? slip(chance, code)
            : where < 0.42
              ? drawPostcode(chance, chance.pick(places).district)
              : code;
      const blank = (text: string, share: number) => (!clean && chance.happens(share) ? '' : text);
      rows.push({
        who,
        cells: [
          names.join(' '),
          blank(day, 0.2),
          blank(chance.happens(0.06) ? slip(chance, place.town) : place.town, 0.2),
          blank(postcode.toLowerCase(), 0.25),
          blank(!clean && chance.happens(0.15) ? chance.pick(JOBS) : job, 0.3),
          blank(female ? 'female' : 'male', 0.25),
        ],
      });
    }
  }
  return toWorld(
    'historical',
    ['fullName', 'dateOfBirth', 'birthPlace', 'postcode', 'occupation', 'sex'],
    shuffled(chance, rows),
  );
}

/** Families at one address: twins, brothers and sisters, fathers and sons of one name; one to three records each. */
export function householdWorld(homes: number, seed = 2): World {
  const chance = createChance(seed);
  const rows: Row[] = [];
  let who = 0;
  for (let home = 0; home < homes; home += 1) {
    const naming = chance.pickCommon(NAMINGS, 2.2);
    const family = familyOf(chance, naming, 0.3);
    const code = drawPostcode(chance, `WF${1 + chance.below(17)}`);
    const street = `${1 + chance.below(90)} ${capital(rareFamily(chance.next(), chance.next()))} ${chance.pick(['Street', 'Road', 'Close', 'Lane'])}`;
    const phone = `07700 900${String(chance.below(1000)).padStart(3, '0')}`;
    const twins = chance.happens(0.12);
    const father = chance.pickCommon(naming.male);
    const births = drawDate(chance, 2006, 2020);
    const children = 1 + chance.below(4);
    const members = [
      { given: father, sex: 'M', born: drawDate(chance, 1965, 1990) },
      { given: chance.pickCommon(naming.female), sex: 'F', born: drawDate(chance, 1968, 1992) },
      ...Array.from({ length: children }, (_, i) => {
        const sex = chance.pick(['M', 'F']);
        const named = i === 0 && sex === 'M' && chance.happens(0.15) ? father : null;
        return {
          given: named ?? chance.pickCommon(sex === 'M' ? naming.male : naming.female),
          sex,
          born: twins && i < 2 ? births : drawDate(chance, 2004, 2023),
        };
      }),
    ];
    for (const { given, sex, born } of members) {
      const records = chance.pick([1, 1, 1, 2, 2, 3]);
      const moved = chance.happens(0.15);
      for (let record = 0; record < records; record += 1) {
        const away = moved && record > 0;
        const say = (text: string, share: number) => (chance.happens(share) ? '' : text);
        const typed = (text: string, share: number) => (chance.happens(share) ? slip(chance, text) : text);
        rows.push({
          who,
          person: [given, family, born, home].join('|'),
          cells: [
            capital(typed(spelt(chance, given, 0.15), 0.06)),
            capital(typed(spelt(chance, family, 0.1), 0.06)),
            say(chance.happens(0.06) ? slipDate(chance, born) : born, 0.08),
            say(sex, 0.05),
            say(
              away
                ? `${chance.below(90)} ${capital(rareFamily(chance.next(), chance.next()))} Road`
                : typed(street, 0.08),
              0.1,
            ),
            say(away ? drawPostcode(chance, `LS${1 + chance.below(20)}`) : typed(code, 0.04), 0.1),
            say(phone, 0.5),
          ],
        });
      }
      who += 1;
    }
  }
  return toWorld(
    'households',
    ['givenName', 'familyName', 'dateOfBirth', 'sex', 'address', 'postcode', 'phone'],
    shuffled(chance, rows),
  );
}

/** People of every origin in equal numbers, two records each, misspelt as clerks misspell. */
export function originWorld(people: number, seed = 3): World {
  const chance = createChance(seed);
  const rows: Row[] = [];
  for (let who = 0; who < people; who += 1) {
    const naming = NAMINGS[who % NAMINGS.length] as Naming;
    const given = chance.pickCommon(chance.happens(0.5) ? naming.female : naming.male, 1.3);
    const family = chance.pickCommon(naming.family, 1.3);
    const born = drawDate(chance, 2004, 2022);
    const code = drawPostcode(chance, `WF${1 + chance.below(17)}`);
    for (let record = 0; record < 2; record += 1) {
      const swap = chance.happens(0.06);
      let [first, last] = [spelt(chance, given, 0.4), spelt(chance, family, 0.4)];
      if (chance.happens(0.08)) first = slip(chance, first);
      if (chance.happens(0.08)) last = slip(chance, last);
      rows.push({
        who,
        origin: naming.origin,
        cells: [
          capital(swap ? last : first),
          capital(swap ? first : last),
          chance.happens(0.08) ? slipDate(chance, born) : born,
          chance.happens(0.3) ? drawPostcode(chance, `WF${1 + chance.below(17)}`) : code,
        ],
      });
    }
  }
  return toWorld('origins', ['givenName', 'familyName', 'dateOfBirth', 'postcode'], shuffled(chance, rows));
}
