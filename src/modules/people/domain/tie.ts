/**
 * What lays two concerns side by side, and how sure that is. Source: 60-linking.md, "Three bands"; 20-domain.md (the same child,
 * adult or thing). People are one by somebody's word or by what is weighed of them; a home or a telephone that two people share
 * is a household, and never makes one of a father and a son. A thing is itself by its number, mark or place.
 */
import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionKind } from '../../../kernel/mention.ts';
import { KEY_KINDS, type KeyKind, RELATING_CODES } from './key-kinds.ts';
import type { Band } from './matching/index.ts';
import { type MentionId, type RelatedConcern, recordKindOf, type Strength } from './record.ts';
import type { AgreedIn } from './score-proposal.ts';

/** How much says that two are one, as it was weighed. */
export interface Weighed {
  readonly band: Band;
  /** Odds in bits. */
  readonly weight: number;
  readonly agree: readonly AgreedIn[];
}

/** The two that a tie is about: a mention with another, the smaller id first, or with a record. */
export interface Pair {
  readonly first: string;
  readonly second: string;
  /** The second is a record. */
  readonly record: boolean;
}

/** Something that one concern's mention has in common with another concern's. */
export interface Tie {
  readonly concern: ConcernId;
  readonly mention: MentionId;
  readonly kind: MentionKind;
  readonly other: MentionId;
  readonly otherKind: MentionKind;
  /** Both are one record by somebody's word. */
  readonly confirmed: boolean;
  /** In which ways they agree; empty where that was not asked. */
  readonly codes: readonly number[];
  readonly pair: Pair | null;
}

/** A pair as text, to look it up by. */
export const pairKey = ({ first, second }: Pick<Pair, 'first' | 'second'>): string => `${first} ${second}`;

/** Whether it is two people that may be one: what is weighed. */
export function isWeighed({ confirmed, kind, otherKind, pair }: Tie): boolean {
  return (
    !confirmed && pair !== null && recordKindOf(kind) === 'person' && recordKindOf(otherKind) === 'person'
  );
}

const codeOf = (kind: KeyKind) => KEY_KINDS[kind].code;
const isIdentity = (code: number) =>
  Object.values(KEY_KINDS).some((kind) => kind.code === code && kind.tells === 'identity');
const OF_HOME: readonly KeyKind[] = ['address', 'phone', 'phone-ending'];
const HOME_CODES: ReadonlySet<number> = new Set(OF_HOME.map(codeOf));
/** What people agree in beyond a home: what makes it worth weighing them. */
const WEIGHING: ReadonlySet<number> = new Set(RELATING_CODES.filter((code) => !HOME_CODES.has(code)));

type Via = RelatedConcern['via'][number];

/** Which thing it is that somebody and a thing, or two people who are not one, have in common. */
function thingOf({ kind, otherKind, codes }: Tie): MentionKind {
  if (recordKindOf(kind) === 'thing') return kind;
  if (recordKindOf(otherKind) === 'thing') return otherKind;
  return codes.includes(codeOf('address')) ? 'place' : 'phone';
}

function ofPeople(tie: Tie, weighed: Weighed | undefined): Via | null {
  const { kind, mention, other, codes } = tie;
  // What agrees in so much else that it was left unweighed for the sake of time is possible, until somebody looks.
  const band = weighed?.band ?? (codes.some((code) => WEIGHING.has(code)) ? 'possible' : 'none');
  if (band !== 'none')
    return { kind, mention, other, strength: band, agree: weighed?.agree ?? [], household: false };
  const home = codes.some((code) => HOME_CODES.has(code));
  return home
    ? { kind: thingOf(tie), mention, other, strength: 'possible', agree: [], household: true }
    : null;
}

function viaOf(tie: Tie, weighed: ReadonlyMap<string, Weighed>): Via | null {
  const { mention, other, kind } = tie;
  const plain = { mention, other, agree: [], household: false };
  if (tie.confirmed) return { ...plain, kind, strength: 'confirmed' };
  if (isWeighed(tie)) return ofPeople(tie, tie.pair ? weighed.get(pairKey(tie.pair)) : undefined);
  return {
    ...plain,
    kind: thingOf(tie),
    strength: tie.codes.some(isIdentity) ? 'same-identity' : 'possible',
  };
}

const ORDER: readonly Strength[] = ['possible', 'same-identity', 'strong', 'confirmed'];
const rank = ({ strength, household }: Via) => ORDER.indexOf(strength) * 2 + (household ? 0 : 1);

/**
 * The concerns that stand beside this one, in the order of `ties`, each with its surest tie for every mention. What was weighed
 * and found to be somebody else puts nothing together, but for the home that both are of, which is said to be that.
 */
export function deriveRelated(
  ties: readonly Tie[],
  weighed: ReadonlyMap<string, Weighed>,
): readonly RelatedConcern[] {
  const byConcern = new Map<ConcernId, Map<MentionId, Via>>();
  for (const tie of ties) {
    const via = viaOf(tie, weighed);
    if (!via) continue;
    const of = byConcern.get(tie.concern) ?? new Map<MentionId, Via>();
    byConcern.set(tie.concern, of);
    const before = of.get(tie.mention);
    if (!before || rank(before) < rank(via)) of.set(tie.mention, via);
  }
  return [...byConcern].map(([concern, of]) => ({
    concern,
    via: [...of.values()].toSorted((a, b) => rank(b) - rank(a)),
  }));
}

/** Most pairs of one mention that are weighed at once: those that agree in what tells most, and in most ways. */
const MOST_WEIGHED = 8;

/**
 * Pairs of people among these ties that nobody has weighed and that agree in more than a home, those first that agree in what
 * tells most. Opening what was said of each is what weighing costs.
 */
export function listUnweighed(ties: readonly Tie[], weighed: ReadonlyMap<string, Weighed>): readonly Pair[] {
  const byMention = new Map<MentionId, Map<string, { pair: Pair; codes: readonly number[] }>>();
  for (const tie of ties) {
    const { pair, mention } = tie;
    if (!pair || !isWeighed(tie) || weighed.has(pairKey(pair))) continue;
    const codes = tie.codes.filter((code) => WEIGHING.has(code));
    if (codes.length === 0) continue;
    const of = byMention.get(mention) ?? new Map();
    byMention.set(mention, of);
    const before = of.get(pairKey(pair));
    if (!before || before.codes.length < codes.length) of.set(pairKey(pair), { pair, codes });
  }
  const least = ({ codes }: { readonly codes: readonly number[] }) => Math.min(...codes);
  return [...byMention.values()].flatMap((of) =>
    [...of.values()]
      .toSorted((a, b) => least(a) - least(b) || b.codes.length - a.codes.length)
      .slice(0, MOST_WEIGHED)
      .map(({ pair }) => pair),
  );
}
