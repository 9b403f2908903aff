import { sql } from 'kysely';
import type { ConcernId } from '../kernel/ids.ts';
import { parseReference } from '../kernel/reference.ts';
import { usualSetting } from '../kernel/signal-rules.ts';
import { type AccessModule, listNamesSeenBy } from '../modules/access/index.ts';
import {
  type ConcernsPorts,
  concernStore,
  findReferenced,
  findReferencedPattern,
} from '../modules/concerns/index.ts';
import type { EntryReader } from '../modules/ledger/index.ts';
import type { OversightPorts, RulesPort } from '../modules/oversight/index.ts';
import { describeGiven, type People } from '../modules/people/index.ts';
import { seesEverybody } from './access.ts';

/** The access rules, asked inside the transaction that reads. */
function composeRules({ access }: AccessModule): RulesPort {
  return {
    decide: access.decideIn,
    filterConcerns: async (tx, actor, action, concerns, at) => {
      if (concerns.length === 0) return [];
      const allowed = await access.filterFor(tx, actor, action, 'concern', sql.ref('c.id'), at);
      const { rows } = await sql<{ id: ConcernId }>`
        select c.id from unnest(${[...concerns]}::uuid[]) as c (id) where ${allowed}`.execute(tx);
      return rows.map(({ id }) => id);
    },
  };
}

/** What "who knew what, when" reads of the other modules. */
export function composeOversight(parts: {
  readonly entries: EntryReader;
  readonly access: AccessModule;
  readonly people: People;
  readonly concerns: Pick<ConcernsPorts, 'patternThreshold'>;
}): OversightPorts {
  return {
    entries: parts.entries,
    rules: composeRules(parts.access),
    nameRecord: async (tx, { kind, id }, concerns, at) => {
      if (kind !== 'person' && kind !== 'thing') return null;
      const facts = await parts.people.listFactsOf(tx, { kind, id });
      const seen = facts.filter(
        (fact) =>
          fact.concern !== null &&
          concerns.includes(fact.concern) &&
          Temporal.Instant.compare(fact.at, at) <= 0,
      );
      const newest = seen.at(-1);
      return newest ? describeGiven(newest.given) : null;
    },
    namesSeen: async (tx, actor, at) => {
      if (await seesEverybody(parts.access)(tx, actor, at)) return () => true;
      if (actor.kind !== 'account') return () => false;
      const seen: ReadonlySet<string> = await listNamesSeenBy(tx, actor.account);
      return (account) => seen.has(account);
    },
    usualThreshold: (rule) =>
      rule === 'repeat-warnings' ? parts.concerns.patternThreshold.incidents : usualSetting(rule).threshold,
    listJoined: (tx, { kind, id }) =>
      kind === 'person' || kind === 'thing'
        ? parts.people.listEverJoined(tx, { kind, id })
        : Promise.resolve([]),
    referenceOf: async (tx, { kind, id }) => {
      if (kind !== 'pattern') return null;
      const [row] = await concernStore.listPatternRows(tx, [id]);
      return row?.reference ?? null;
    },
    findByReference: async (tx, typed) => {
      const pattern = /^\s*PT/i.test(typed);
      const reference = parseReference(pattern ? typed.trim().slice(2) : typed);
      if (reference === null) return null;
      const id = pattern
        ? await findReferencedPattern(tx, reference.replace(/^HD/, 'PT'))
        : ((await findReferenced(tx, reference))?.id ?? null);
      return id === null ? null : { kind: pattern ? 'pattern' : 'concern', id };
    },
  };
}
