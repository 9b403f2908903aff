/**
 * All that is known of somebody on record, as if somebody had said it: each thing that a concern gave, filled up with what was put
 * on record, and each name put on record with the rest. Source: 60-linking.md ("what is known of a record finds more than each
 * concern alone").
 */
import type { MentionAsGiven, PersonAsGiven } from '../../../kernel/mention.ts';
import type { FactValue } from './decide-fact.ts';
import type { Fact } from './record.ts';
import { birthPart, NUMBERS } from './record-keys.ts';
import type { Said } from './score-proposal.ts';

/** A fact put on record that stands, and when it was. */
export interface Standing {
  readonly at: Temporal.Instant;
  readonly value: FactValue;
}

const isPerson = (given: MentionAsGiven): given is PersonAsGiven =>
  given.kind === 'child' || given.kind === 'adult';

/** Most names put on record that are tried. */
const NAMES = 3;
/** Most facts from concerns, the newest. */
const FACTS = 4;

function newest(details: readonly Standing[], kind: FactValue['kind']): string | undefined {
  return details.findLast(({ value }) => value.kind === kind && value.sort !== 'former')?.value.value;
}

/** What was put on record of somebody, but for their names. */
function describeDetails(details: readonly Standing[]): Omit<PersonAsGiven, 'kind' | 'name'> {
  const identifiers = Object.fromEntries(
    details.flatMap(({ value }) => {
      const system = NUMBERS[value.kind];
      return system ? [[system, value.value]] : [];
    }),
  );
  const born = details.findLast(({ value }) => value.kind === 'birth');
  const said = {
    sex: newest(details, 'sex'),
    address: newest(details, 'address'),
    phone: newest(details, 'phone'),
    school: newest(details, 'school'),
  };
  const given = Object.entries(said).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  return {
    ...Object.fromEntries(given),
    ...(born ? (birthPart(born.value, born.at) ?? {}) : {}),
    ...(Object.keys(identifiers).length > 0 ? { identifiers } : {}),
  };
}

/**
 * What is known of a person on record, a child or an adult; `details` are those that stand, `facts` what concerns gave, both
 * oldest first.
 */
export function describeKnown(
  kind: PersonAsGiven['kind'],
  details: readonly Standing[],
  facts: readonly Fact[],
): readonly Said[] {
  const put = describeDetails(details);
  const given = facts
    .slice(-FACTS)
    .flatMap((fact) => (isPerson(fact.given) ? [{ ...fact, given: fact.given }] : []));
  const said = given.map(({ given: own, at }): Said => {
    const identifiers = { ...put.identifiers, ...own.identifiers };
    return { given: { ...put, ...own, identifiers }, at };
  });
  const last = details.at(-1);
  if (!last) return said;
  const names = details.flatMap(({ value }) => (value.kind === 'name' ? [value.value] : [])).slice(-NAMES);
  const gave: Partial<PersonAsGiven> = Object.fromEntries(
    given.flatMap((fact) => Object.entries(fact.given)),
  );
  return [...said, ...names.map((name): Said => ({ given: { ...gave, ...put, kind, name }, at: last.at }))];
}
