import type { Child, Family } from '../families.ts';
import { REFUGE } from '../places.ts';

/**
 * Things that look joined and are not: twins, two children of one name, families at one refuge. Whoever lays concerns
 * side by side must be able to say no to these.
 */
export interface Negative {
  readonly key: string;
  readonly household: Family;
  readonly child: Child;
  readonly daysAgo: number;
  readonly source: string;
  readonly theme: string;
}

function child(
  given: string,
  family: string,
  sex: Child['sex'],
  born: string,
  school: string,
  nhs: string,
): Child {
  return { given, family, sex, born: Temporal.PlainDate.from(born), school, nhsNumber: nhs };
}

function family(
  origin: Family['origin'],
  at: string,
  postcode: string,
  mother: string,
  children: Child[],
): Family {
  return { origin, address: at, postcode, children, adults: [{ name: mother, relationship: 'mother' }] };
}

const zuzanna = child('Zuzanna', 'Pawlak', 'female', '2015-04-11', 'Larkrise Primary School', '9990000026');
const maja = child('Maja', 'Pawlak', 'female', '2015-04-11', 'Larkrise Primary School', '9990000034');
const twins = family('polish', '52 Larkrise Avenue', 'WK2 8HB', 'Agata Pawlak', [zuzanna, maja]);

const khanOne = child('Mohammed', 'Khan', 'male', '2012-03-08', 'Wrenmoor Academy', '9990000042');
const khanTwo = child('Mohammed', 'Khan', 'male', '2016-10-29', 'Chantry Road Church Primary', '9990000050');
const taylorOne = child('Olivia', 'Taylor', 'female', '2010-07-19', 'St Oswin’s High School', '9990000069');
const taylorTwo = child('Olivia', 'Taylor', 'female', '2018-01-25', 'Quarry Top Infants', '9990000077');
const first = child('Rahel', 'Tesfaye', 'female', '2014-02-03', 'Chantry Road Church Primary', '9990000085');
const second = child('Sam', 'Clegg', 'male', '2017-08-30', 'Chantry Road Church Primary', '9990000093');

const khans = [
  family('south-asian', '9 Dyehouse Lane', 'WK3 3DA', 'Nasreen Khan', [khanOne]),
  family('south-asian', '118 Chantry Road', 'WK2 2PL', 'Shazia Khan', [khanTwo]),
] as const;
const taylors = [
  family('english', '4 Lock Cottages', 'WK3 2SD', 'Kerry Taylor', [taylorOne]),
  family('english', '61 Quarry Top', 'WK4 9PS', 'Hayley Taylor', [taylorTwo]),
] as const;
const atRefuge = [
  family('east-african', REFUGE.address, REFUGE.postcode, 'Hiwot Tesfaye', [first]),
  family('english', REFUGE.address, REFUGE.postcode, 'Leanne Clegg', [second]),
] as const;

export const NEGATIVES: readonly Negative[] = [
  { key: 'twins', household: twins, child: zuzanna, daysAgo: 140, source: 'school', theme: 'mood' },
  { key: 'twins', household: twins, child: maja, daysAgo: 61, source: 'health', theme: 'neglect' },
  {
    key: 'same-name',
    household: khans[0],
    child: khanOne,
    daysAgo: 220,
    source: 'police',
    theme: 'fighting',
  },
  { key: 'same-name', household: khans[1], child: khanTwo, daysAgo: 45, source: 'school', theme: 'neglect' },
  {
    key: 'same-name',
    household: taylors[0],
    child: taylorOne,
    daysAgo: 170,
    source: 'school',
    theme: 'mood',
  },
  {
    key: 'same-name',
    household: taylors[1],
    child: taylorTwo,
    daysAgo: 29,
    source: 'family',
    theme: 'drink',
  },
  { key: 'refuge', household: atRefuge[0], child: first, daysAgo: 75, source: 'council', theme: 'fighting' },
  { key: 'refuge', household: atRefuge[1], child: second, daysAgo: 17, source: 'health', theme: 'fighting' },
];
