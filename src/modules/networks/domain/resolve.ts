/**
 * Who is who among the mentions near a concern: mentions that a person linked to one record are one; so are mentions that
 * share an identity, unless a person said otherwise, and unless what they share leads to two records. The order in which they
 * come changes nothing. Source: 60-linking.md ("a chain must not glue families").
 */
import type { ConcernLine, NamedThing, ThingKind } from './concern-line.ts';

export type Role = 'child' | 'home' | Exclude<ThingKind, 'address'>;

/** One handle of one mention, as the graph keeps it. */
export interface GraphRow {
  readonly concern: string;
  readonly mention: string;
  readonly role: Role;
  readonly handle: string;
  /** The handle is a record's. */
  readonly record: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly source: string;
}

export interface Said {
  /** Pairs of mentions, or of a mention and a record's handle, that a person said are not the same. */
  readonly different: readonly (readonly [string, string])[];
  /** Handles of institutions. */
  readonly institutions: ReadonlySet<string>;
}

/** What the mentions come to: concerns in the order told, whose references are nodes, and the node of each mention. */
export interface Resolved {
  readonly lines: readonly ConcernLine[];
  readonly nodeOf: ReadonlyMap<string, string>;
}

interface Named {
  readonly role: Exclude<Role, 'home'>;
  readonly record: string | null;
  readonly keys: readonly string[];
  readonly homes: readonly string[];
}

function readNamed(rows: readonly GraphRow[]): ReadonlyMap<string, Named> {
  const byMention = Map.groupBy(rows, ({ mention }) => mention);
  const named = new Map<string, Named>();
  for (const [mention, own] of byMention) {
    const role = own.find((row) => row.role !== 'home')?.role;
    if (role === undefined || role === 'home') continue;
    named.set(mention, {
      role,
      record: own.find(({ record }) => record)?.handle ?? null,
      keys: own.filter((row) => !row.record && row.role !== 'home').map(({ handle }) => handle),
      homes: own.filter((row) => row.role === 'home').map(({ handle }) => handle),
    });
  }
  return named;
}

function pairUp(named: ReadonlyMap<string, Named>, different: Said['different']) {
  const parent = new Map<string, string>([...named.keys()].map((mention) => [mention, mention]));
  const apart = new Set(different.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const find = (one: string): string => {
    let at = one;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  const join = (one: string, two: string) => {
    const [first = one, last = two] = [find(one), find(two)].sort();
    if (first !== last) parent.set(last, first);
  };
  const listBy = (of: (one: Named) => readonly string[]) => {
    const lists = new Map<string, string[]>();
    for (const [mention, one] of named)
      for (const handle of of(one)) {
        const key = `${one.role} ${handle}`;
        const list = lists.get(key);
        if (list) list.push(mention);
        else lists.set(key, [mention]);
      }
    return [...lists.values()].filter((mentions) => mentions.length > 1);
  };
  for (const [first = '', ...rest] of listBy(({ record }) => (record === null ? [] : [record])))
    for (const other of rest) join(first, other);
  for (const mentions of listBy(({ keys }) => keys)) {
    const recordOf = (mention: string) => named.get(mention)?.record ?? null;
    const records = new Set(mentions.map(recordOf).filter((record) => record !== null));
    const loose = mentions.filter((mention) => recordOf(mention) === null);
    const linked =
      records.size === 1 ? mentions.filter((mention) => recordOf(mention) !== null).slice(0, 1) : [];
    if (apart.size === 0) {
      // Nobody said that two of these are not one: each pair need not be asked about.
      const [first = '', ...rest] = [...loose, ...linked];
      for (const other of rest) join(first, other);
      continue;
    }
    for (const [n, one] of loose.entries())
      for (const other of [...loose.slice(n + 1), ...linked])
        if (!apart.has(`${one} ${other}`) && !apart.has(`${one} ${recordOf(other) ?? ''}`)) join(one, other);
  }
  return find;
}

/** Makes concerns of the rows, as the watch reads them from a file. */
export function resolve(rows: readonly GraphRow[], said: Said): Resolved {
  const named = readNamed(rows);
  const find = pairUp(named, said.different);
  const isInstitution = ({ record, keys }: Named) =>
    [...(record === null ? [] : [record]), ...keys].some((handle) => said.institutions.has(handle));
  const concerns = Map.groupBy(rows, ({ concern }) => concern);
  const lines = [...concerns].map(([id, own]): ConcernLine => {
    const mentions = [...new Set(own.map(({ mention }) => mention))].sort();
    const of = (wanted: (role: string) => boolean) =>
      mentions.flatMap((mention) => {
        const one = named.get(mention);
        return one && wanted(one.role) ? [{ mention, one }] : [];
      });
    return {
      id,
      at: own[0]?.at ?? 0,
      agency: own[0]?.source ?? '',
      area: '',
      children: of((role) => role === 'child').flatMap(({ mention, one }) =>
        (one.homes.length > 0 ? one.homes : [null]).map((household) => ({ ref: find(mention), household })),
      ),
      mentions: of((role) => role !== 'child').map(
        ({ mention, one }): NamedThing => ({
          kind: one.role as ThingKind,
          ref: find(mention),
          institution: isInstitution(one),
        }),
      ),
    };
  });
  lines.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return { lines, nodeOf: new Map([...named.keys()].map((mention) => [mention, find(mention)])) };
}
