/** Which column of an earlier system's file of people means what. */
import { z } from 'zod';
import { field, identifiers, optional } from './read-mapping.ts';

const dates = optional('from', 'until');
/** A value with its dates; or its column alone. */
const dated = z.union([field, z.strictObject({ value: field, sort: field.optional(), ...dates })]);
const several = z.union([dated, z.array(dated).min(1).max(20)]);
const some = <T extends string>(...names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, several.optional()])) as Record<
    T,
    z.ZodOptional<typeof several>
  >;
export type Dated = z.infer<typeof dated>;
export type Several = z.infer<typeof several>;

export const personMapping = z.strictObject({
  /** Who says so: shown beside each fact. */
  source: z.string().trim().min(1).max(100),
  /** Whose numbers these are: files with one `system` speak of the same people, and so do concerns that name its numbers. */
  system: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  /** That system's own number for the person. */
  number: field,
  /** `child` or `adult`; where it is not mapped, by the date of birth. */
  kind: field.optional(),
  /** A row may tell of somebody not yet on record. Unless said, where names or births are mapped. */
  mayBeNew: z.boolean().optional(),
  /** When it was written down there. */
  asOf: field.optional(),
  /** Cells that say nothing: "N/A". */
  empty: z.array(z.string()).max(50).optional(),
  ...some('names', 'sex', 'ethnicity', 'languages', 'communication', 'disability'),
  ...some('phones', 'school', 'gp', 'legalStatus', 'immigrationStatus'),
  ...optional('dateOfBirth', 'birthIsEstimated', 'expectedDateOfBirth', 'family'),
  identifiers,
  /** A number and, in another column, what sort of number it is: `nhs`, `upn`, `uln`, `police`, or a system's name. */
  identifier: z.strictObject({ system: field, value: field, ...dates }).optional(),
  addresses: z
    .array(z.strictObject({ ...optional('address', 'postcode', 'uprn', 'sort'), ...dates }))
    .max(20)
    .optional(),
  accounts: z
    .array(z.strictObject({ handle: field, ...optional('site'), ...dates }))
    .max(20)
    .optional(),
  /** Whatever else it knows, each under what it is called. */
  other: z
    .array(z.strictObject({ label: z.string().min(1).max(100), value: field, ...dates }))
    .max(30)
    .optional(),
  /** What this person is to the one with number `to`: or, `reversed`, that one to this. */
  relationships: z
    .array(z.strictObject({ to: field, is: field, reversed: z.boolean().optional(), ...dates }))
    .max(30)
    .optional(),
  /** Adoption, relocation, refuge, confidential placement; covers the identity unless it says `address`. */
  protection: z.strictObject({ kind: field, ...optional('covers', 'reason') }).optional(),
});
export type PersonMapping = z.infer<typeof personMapping>;
