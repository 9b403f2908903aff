import type { Chance } from './random.ts';

/**
 * Wrenfold's streets, schools and shops: all invented. Postcodes use the area `WK`, which the postal service has not
 * given to any town. Registration marks end in letters that include Q, which is never issued there. Phones come only
 * from the numbers Ofcom keeps free for drama.
 */
const words = (text: string) => text.split(', ');

export const STREETS = words(
  'Tanner Row, Weaver Street, Dyehouse Lane, Shuttle Street, Fuller Close, Bobbin Road, Carding Terrace, Teasel Avenue, Heddle Grove, Millrace Road, Sluice Lane, Goit Side, Wrenmoor Road, Larkrise Avenue, Fieldfare Drive, Plover Street, Linnet Close, Dunnock Way, Siskin Court, Redstart Road, Curlew Crescent, Lapwing Mount, Old Toll Road, Packhorse Lane, Pinfold Terrace, Ginnel End, Causey Street, Stoney Royd, Thorn Bank, Hollin Grove, Rushy Lane, Mossbeck Road, Beckfoot Street, Hagg Wood Rise, Quarry Top, Delph Street, Engine Row, Turnpike Way, Chantry Road, Almshouse Lane, Market Hill, Kiln Street, Clay Pit Lane, Brickyard Road, Ropewalk, Staithe Street, Lock Cottages, Aqueduct Road, Signal Street, Goods Yard Lane',
);

/** Each with the everyday name people use for it. */
export const SCHOOLS: readonly {
  readonly name: string;
  readonly said: string;
  readonly kind: 'primary' | 'secondary';
}[] = [
  { name: 'Wrenmoor Academy', said: 'the red-brick school', kind: 'secondary' },
  { name: 'St Oswin’s High School', said: 'St Oswin’s', kind: 'secondary' },
  { name: 'Beckfoot Valley School', said: 'the Valley school', kind: 'secondary' },
  { name: 'Heddle Grove Primary School', said: 'Heddle Grove', kind: 'primary' },
  { name: 'Larkrise Primary School', said: 'Larkrise', kind: 'primary' },
  { name: 'Goit Side Community Primary', said: 'the little school on Goit Side', kind: 'primary' },
  { name: 'Chantry Road Church Primary', said: 'Chantry Road school', kind: 'primary' },
  { name: 'Quarry Top Infants', said: 'Quarry Top', kind: 'primary' },
  { name: 'Millrace Learning Centre', said: 'the Millrace unit', kind: 'secondary' },
];

/** Where people meet. The popular takeaway and the refuge are hard negatives: much named, meaning nothing. */
export const POPULAR_TAKEAWAY = { name: 'The Copper Kettle', address: '3 Market Hill', postcode: 'WK1 1AB' };
export const REFUGE = { name: 'Rowan House', address: '18 Chantry Road', postcode: 'WK3 2DT' };
export const HANGOUTS = words(
  'the bus station, the skate ramp by the canal, the big park, the shops on Market Hill, the retail park, the old goods yard, the rec, the leisure centre, the underpass by Sluice Lane',
);

const DISTRICTS = ['WK1', 'WK2', 'WK3', 'WK4', 'WK5', 'WK6'];
const INWARD = 'ABDEFGHJLNPQRSTUWXYZ';

/** An address in Wrenfold with its postcode. One street keeps one postcode district. */
export function pickAddress(chance: Chance): { readonly address: string; readonly postcode: string } {
  const index = chance.int(0, STREETS.length - 1);
  const street = STREETS[index] ?? 'Market Hill';
  const letter = () => INWARD[chance.int(0, INWARD.length - 1)];
  const postcode = `${DISTRICTS[index % DISTRICTS.length]} ${1 + (index % 9)}${INWARD[index % 20]}${letter()}`;
  const flat = chance.chance(0.18) ? `Flat ${chance.int(1, 14)}, ` : '';
  return { address: `${flat}${chance.int(1, 190)} ${street}`, postcode };
}

/** A registration mark that can't be on any road: its last three letters include Q. */
export function pickMark(chance: Chance): string {
  const letters = 'ABCDEFGHJKLMNOPRSTUVWXYZ';
  const letter = () => letters[chance.int(0, letters.length - 1)] ?? 'A';
  const year = chance.pick([
    '08',
    '58',
    '09',
    '59',
    '11',
    '12',
    '62',
    '13',
    '14',
    '64',
    '15',
    '66',
    '17',
    '68',
    '19',
  ]);
  const end = [letter(), letter(), 'Q'];
  if (chance.chance(0.5)) end.reverse();
  return `Y${letter()}${year} ${end.join('')}`;
}

/** Area codes whose 1,000 numbers are kept free for drama, with the figures that follow the code. */
const LANDLINES = [
  '01632 960',
  '0113 496 0',
  '0114 496 0',
  '0115 496 0',
  '0116 496 0',
  '0117 496 0',
  '0161 496 0',
];

/**
 * The `n`th drama mobile: 07700 900000 to 07700 900999. To 399 reporters' own, from 400 the stories', from 500 phones
 * that ordinary concerns name, from 900 staff's: so that two of a kind never meet by accident.
 */
export function mobileAt(n: number): string {
  return `07700 900${String(n % 1000).padStart(3, '0')}`;
}

/** Some drama landline or mobile, for contact details: shared by chance, never used to link anything. */
export function pickContactPhone(chance: Chance): string {
  const end = String(chance.int(0, 999)).padStart(3, '0');
  return chance.chance(0.75) ? mobileAt(chance.int(0, 399)) : `${chance.pick(LANDLINES)}${end}`;
}
