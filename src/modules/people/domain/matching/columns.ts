/**
 * What a file of people may tell, and how each of it is compared. Source: 60-linking.md, "Batch".
 */

/** Keys of a column map; `other:NAME` is taken too, several times. */
export const COLUMN_KEYS = [
  'id',
  'fullName',
  'givenName',
  'familyName',
  'dateOfBirth',
  'age',
  'sex',
  'address',
  'street',
  'town',
  'postcode',
  'state',
  'phone',
  'email',
  'nhsNumber',
  'upn',
  'nationalId',
  'birthPlace',
  'occupation',
] as const;

export type ColumnKey = (typeof COLUMN_KEYS)[number] | `other:${string}`;

/** How values of a field are brought to a comparable form, and in what ways two can agree. */
export type FieldKind = 'name' | 'born' | 'code' | 'postcode' | 'phrase' | 'house' | 'number' | 'email';

/** One thing that is known of each person, as encoded. */
export interface Field {
  readonly key: string;
  readonly kind: FieldKind;
  /** Its first place in a person's cells. */
  readonly slot: number;
}

/** Places that a name takes: given, family, and up to three more. */
export const NAME_SLOTS = 5;

const KINDS: Readonly<Record<string, FieldKind>> = {
  sex: 'code',
  street: 'phrase',
  house: 'house',
  town: 'phrase',
  state: 'phrase',
  postcode: 'postcode',
  phone: 'number',
  email: 'email',
  nhsNumber: 'number',
  upn: 'number',
  nationalId: 'number',
  birthPlace: 'phrase',
  occupation: 'phrase',
};

/** Fields in the order they are compared: where somebody lives first, since what a household shares says less. */
const ORDER = [
  'postcode',
  'street',
  'house',
  'town',
  'state',
  'birthPlace',
  'phone',
  'email',
  'nhsNumber',
  'upn',
  'nationalId',
  'occupation',
];

/** The fields that a file with these columns has, with their places; names and birth come first. */
export function planFields(columns: ReadonlySet<string>): readonly Field[] {
  const fields: Field[] = [];
  let slot = 0;
  const put = (key: string, kind: FieldKind, places = 1) => {
    fields.push({ key, kind, slot });
    slot += places;
  };
  const has = (...keys: readonly string[]) => keys.some((key) => columns.has(key));
  if (has('fullName', 'givenName', 'familyName')) put('name', 'name', NAME_SLOTS);
  if (has('dateOfBirth', 'age')) put('born', 'born');
  const living = has('address', 'street');
  for (const key of ORDER) {
    const known = key === 'street' || key === 'house' ? living : has(key);
    if (known || (key === 'postcode' && has('address'))) put(key, KINDS[key] ?? 'phrase');
  }
  for (const key of [...columns].filter((key) => key.startsWith('other:')).sort()) put(key, 'phrase');
  if (has('sex')) put('sex', 'code');
  return fields;
}

/** How many cells a person takes. */
export function widthOf(fields: readonly Field[]): number {
  return fields.reduce(
    (most, { kind, slot }) => Math.max(most, slot + (kind === 'name' ? NAME_SLOTS : 1)),
    0,
  );
}
