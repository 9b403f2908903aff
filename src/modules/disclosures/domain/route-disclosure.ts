/**
 * Whom a disclosure is sealed to, decided in the discloser's browser on the signed roster. Source: 70-disclosures.md 9.7 (three, of
 * two organisations at least, one outside the employer; reserves), 9.8 (the escalation body), 9.10 (reprisals). The rules for those
 * in reserve: docs/decisions/1011.
 */
import { isNonEmpty, type NonEmpty } from '../../../kernel/non-empty.ts';
import type { Day, Recipient, RecipientKind, Roster } from './roster.ts';
import { findWhyNot, type Ground, layGround, type Marks, type WhyNot } from './route-conflicts.ts';

/** A whole number from 0 to below `below`, each as likely as the next. In a browser, of its cryptographic source. */
export type Chance = (below: number) => number;

/** Somebody who can't be told, and why. */
export interface KeptAway {
  readonly recipient: Recipient;
  readonly why: WhyNot;
}

/**
 * `recipients`: those who are told, those who take their place in order, and the body outside where there is one. `outside`: only
 * bodies outside can be told. `nobody`: nobody in the roster can. With each, everybody of the kinds asked for who was kept away.
 */
export type Route =
  | {
      readonly kind: 'recipients';
      readonly recipients: NonEmpty<Recipient>;
      readonly reserves: readonly Recipient[];
      readonly escalation: Recipient | null;
      readonly keptAway: readonly KeptAway[];
    }
  | {
      readonly kind: 'outside';
      readonly escalation: NonEmpty<Recipient>;
      readonly keptAway: readonly KeptAway[];
    }
  | { readonly kind: 'nobody'; readonly keptAway: readonly KeptAway[] };

/** How many are told of a disclosure, how many more are in reserve, and the most bodies outside that are told instead. */
export const ROUTE_SIZES = { recipients: 3, reserves: 2, outside: 3 } as const;

/**
 * Of those told or in reserve, the most who are of one organisation, and the most who are inside: then whichever three of them are
 * left, they are of two organisations and one is outside.
 */
export const MOST_ALIKE = 2;

function shuffle<T>(list: readonly T[], chance: Chance): readonly T[] {
  const order = [...list];
  for (let left = order.length; left > 1; left -= 1) {
    const [taken] = order.splice(chance(left), 1);
    if (taken !== undefined) order.push(taken);
  }
  return order;
}

/** Up to `most` of them by chance, of as many organisations as there are before a second of any; never more than `MOST_ALIKE` alike. */
function draw(
  from: readonly Recipient[],
  most: number,
  { inside }: Ground,
  chance: Chance,
): readonly Recipient[] {
  const order = shuffle(from, chance);
  const drawn: Recipient[] = [];
  const isInside = ({ organisation }: Recipient) => inside.has(organisation);
  const hasRoom = (one: Recipient, share: number) =>
    drawn.length < most &&
    drawn.filter(({ organisation }) => organisation === one.organisation).length < share &&
    !(isInside(one) && drawn.filter(isInside).length === MOST_ALIKE);
  for (let share = 1; share <= MOST_ALIKE; share += 1)
    for (const one of order) if (!drawn.includes(one) && hasRoom(one, share)) drawn.push(one);
  return drawn;
}

interface Sorted {
  readonly ground: Ground;
  readonly told: readonly Recipient[];
  readonly outside: readonly Recipient[];
  readonly keptAway: readonly KeptAway[];
}

/** Everybody of `kind` and every body outside: who may be told, and who not. */
function sort(
  roster: Roster,
  marks: Marks,
  today: Day,
  kind: RecipientKind,
  toldBefore: readonly string[],
): Sorted {
  const ground = layGround(roster, marks);
  const judged = roster.recipients
    .filter((one) => one.kind === kind || one.kind === 'escalation')
    .map((recipient) => {
      const before =
        recipient.kind === kind && toldBefore.some((id) => [recipient.id, recipient.keyId].includes(id));
      return { recipient, why: findWhyNot(ground, recipient, today) ?? (before ? 'told-before' : null) };
    });
  const free = judged.filter(({ why }) => why === null).map(({ recipient }) => recipient);
  return {
    ground,
    told: free.filter((one) => one.kind === kind),
    outside: free.filter((one) => one.kind === 'escalation'),
    keptAway: judged.flatMap(({ recipient, why }) => (why === null ? [] : [{ recipient, why }])),
  };
}

function toOutside({ ground, outside, keptAway }: Sorted, chance: Chance): Route {
  const escalation = draw(outside, ROUTE_SIZES.outside, ground, chance);
  return isNonEmpty(escalation) ? { kind: 'outside', escalation, keptAway } : { kind: 'nobody', keptAway };
}

function toRecipients(sorted: Sorted, drawn: NonEmpty<Recipient>, chance: Chance): Route {
  const [first, ...others] = drawn;
  return {
    kind: 'recipients',
    recipients: [first, ...others.slice(0, ROUTE_SIZES.recipients - 1)],
    reserves: others.slice(ROUTE_SIZES.recipients - 1),
    escalation: draw(sorted.outside, 1, sorted.ground, chance)[0] ?? null,
    keptAway: sorted.keptAway,
  };
}

/**
 * Whom a disclosure is sealed to: three by chance among those who may be told, up to two in reserve, and a body outside; else bodies
 * outside alone. Throws `TypeError` for an employer or unit that is not in the roster.
 */
export function routeDisclosure(roster: Roster, marks: Marks, today: Day, chance: Chance): Route {
  const sorted = sort(roster, marks, today, 'recipient', []);
  const { recipients, reserves } = ROUTE_SIZES;
  const drawn = draw(sorted.told, recipients + reserves, sorted.ground, chance);
  return isNonEmpty(drawn) && drawn.length >= recipients
    ? toRecipients(sorted, drawn, chance)
    : toOutside(sorted, chance);
}

/**
 * Whom reprisals are told to: one to three protection leads, one of them outside the employer, none of those who received the first
 * disclosure (`toldBefore`: their ids or key ids), and a body outside; else bodies outside alone. Throws as `routeDisclosure` does.
 */
export function routeReprisal(
  roster: Roster,
  marks: Marks,
  toldBefore: readonly string[],
  today: Day,
  chance: Chance,
): Route {
  const sorted = sort(roster, marks, today, 'protection', toldBefore);
  const drawn = draw(sorted.told, ROUTE_SIZES.recipients, sorted.ground, chance);
  return isNonEmpty(drawn) && drawn.some(({ organisation }) => !sorted.ground.inside.has(organisation))
    ? toRecipients(sorted, drawn, chance)
    : toOutside(sorted, chance);
}
