/**
 * Every mention that was ever made, in memory: which concern named which child and which thing. A node (child or thing) is a
 * number; its mentions are a chain from the newest to the oldest, so that the newest few are found without a scan however
 * many there are.
 */
import { type ConcernLine, THING_KINDS, type ThingKind } from './concern-line.ts';
import { GrowingInts } from './growing-ints.ts';

const SECOND = 1000;
const CHILD = 0;
const NONE = -1;

/** Numbers for words, given out in order. */
class Words {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];

  number(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.#words.length);
    this.#words.push(word);
    return this.#words.length - 1;
  }

  find(word: string): number | undefined {
    return this.#numbers.get(word);
  }

  word(number: number): string {
    return this.#words[number] ?? '';
  }

  get length(): number {
    return this.#words.length;
  }
}

export class Sightings {
  readonly #nodes = new Words();
  readonly #kinds = new GrowingInts();
  readonly #newest = new GrowingInts();
  readonly #institutions = new Set<number>();
  readonly #everybodysUntil = new Map<number, number>();
  readonly #places = new Words();
  /** The first household given for a child, and those of the few that have several. */
  readonly #household = new GrowingInts();
  readonly #moreHouseholds = new Map<number, readonly number[]>();

  /** By mention: its concern, and the mention of the same node before it. */
  readonly #concernOf = new GrowingInts();
  readonly #before = new GrowingInts();

  readonly #concerns = new Words();
  readonly #at = new GrowingInts();
  readonly #agency = new GrowingInts();
  readonly #area = new GrowingInts();
  /** By concern: where its children and then its things begin in `#named`. */
  readonly #childrenFrom = new GrowingInts();
  readonly #thingsFrom = new GrowingInts();
  readonly #named = new GrowingInts();

  /** How many children and things there are. */
  get nodes(): number {
    return this.#nodes.length;
  }

  has(concern: string): boolean {
    return this.#concerns.find(concern) !== undefined;
  }

  /** Adds a concern and gives its number. Children and things named twice in it count once. */
  add(line: ConcernLine): number {
    const concern = this.#concerns.number(line.id);
    this.#at.push(Math.floor(line.at / SECOND));
    this.#agency.push(this.#places.number(`agency ${line.agency}`));
    this.#area.push(this.#places.number(`area ${line.area}`));
    this.#childrenFrom.push(this.#named.length);
    for (const { ref, household } of line.children) {
      const child = this.#node(CHILD, ref);
      if (household !== null) this.#tellHousehold(child, this.#places.number(`household ${household}`));
      this.#mention(concern, child);
    }
    this.#thingsFrom.push(this.#named.length);
    for (const { kind, ref, institution } of line.mentions) {
      const thing = this.#node(THING_KINDS.indexOf(kind) + 1, ref);
      if (institution === true) this.#institutions.add(thing);
      this.#mention(concern, thing);
    }
    return concern;
  }

  #node(kind: number, ref: string): number {
    const node = this.#nodes.number(`${kind}${ref}`);
    if (node === this.#kinds.length) {
      this.#kinds.push(kind);
      this.#newest.push(NONE);
      this.#household.push(NONE);
    }
    return node;
  }

  #mention(concern: number, node: number): void {
    const newest = this.#newest.at(node);
    if (newest !== NONE && this.#concernOf.at(newest) === concern) return;
    this.#concernOf.push(concern);
    this.#newest.set(node, this.#before.push(newest));
    this.#named.push(node);
  }

  #tellHousehold(child: number, household: number): void {
    const first = this.#household.at(child);
    if (first === NONE) this.#household.set(child, household);
    else if (first !== household) {
      const more = this.#moreHouseholds.get(child) ?? [];
      if (!more.includes(household)) this.#moreHouseholds.set(child, [...more, household]);
    }
  }

  /** Of the newest `most` concerns that name a node, those told since then (seconds since 1970), newest heard first. */
  concernsOf(node: number, since: number, most: number): number[] {
    const found: number[] = [];
    let left = most;
    for (let m = this.#newest.at(node); m !== NONE && left > 0; m = this.#before.at(m)) {
      left -= 1;
      const concern = this.#concernOf.at(m);
      if (this.#at.at(concern) >= since) found.push(concern);
    }
    return found;
  }

  childrenOf(concern: number): number[] {
    return this.#slice(this.#childrenFrom.at(concern), this.#thingsFrom.at(concern));
  }

  thingsOf(concern: number): number[] {
    const next = this.#childrenFrom.at(concern + 1);
    return this.#slice(this.#thingsFrom.at(concern), next === -1 ? this.#named.length : next);
  }

  #slice(from: number, to: number): number[] {
    const nodes: number[] = [];
    for (let index = from; index < to; index += 1) nodes.push(this.#named.at(index));
    return nodes;
  }

  /** Every household that was ever given for a child; none where nobody said. */
  householdsOf(child: number): readonly number[] {
    const first = this.#household.at(child);
    if (first === NONE) return [];
    const more = this.#moreHouseholds.get(child);
    return more ? [first, ...more] : [first];
  }

  isInstitution(thing: number): boolean {
    return this.#institutions.has(thing);
  }

  /** Remembers that too many homes share a thing for it to say something, until then (seconds since 1970). */
  setEverybodysUntil(thing: number, until: number): void {
    this.#everybodysUntil.set(thing, until);
  }

  isEverybodysAt(thing: number, at: number): boolean {
    return (this.#everybodysUntil.get(thing) ?? 0) > at;
  }

  kindOf(thing: number): ThingKind {
    return THING_KINDS[this.#kinds.at(thing) - 1] ?? 'organisation';
  }

  refOf(node: number): string {
    return this.#nodes.word(node).slice(1);
  }

  concernId(concern: number): string {
    return this.#concerns.word(concern);
  }

  /** When a concern was told, in seconds since 1970. */
  atOf(concern: number): number {
    return this.#at.at(concern);
  }

  agencyOf(concern: number): number {
    return this.#agency.at(concern);
  }

  areaOf(concern: number): number {
    return this.#area.at(concern);
  }

  /** The word that stands for an agency or area. */
  placeWord(place: number): string {
    return this.#places.word(place).replace(/^\w+ /, '');
  }
}
