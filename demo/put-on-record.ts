/**
 * Puts some of Wrenfold's children and their families on record, through the commands that the front door would have used: so
 * that a visitor finds facts that agree and facts that don't, a family, a hidden address, and two records that may be one.
 * The children of the told-in-pieces stories are left alone: laying those side by side is the visitor's to do.
 */
import { sql } from 'kysely';
import type { Command } from '../src/kernel/command.ts';
import type { ConcernId } from '../src/kernel/ids.ts';
import type { MentionKind, PersonAsGiven } from '../src/kernel/mention.ts';
import type { Tx } from '../src/kernel/tx.ts';
import type { ConcernsPorts } from '../src/modules/concerns/index.ts';
import type { KnownRecord, MentionId, People, RecordCommands } from '../src/modules/people/index.ts';
import type { RunOne } from '../src/platform/run-command.ts';
import { type ActSource, idOf } from './ids.ts';
import type { Who } from './who.ts';
import type { DemoAct } from './wrenfold/index.ts';

type Raise = Extract<DemoAct, { kind: 'raise' }>;

/** What putting on record acts through. */
export interface RecordParts {
  readonly people: People;
  readonly commands: RecordCommands;
  readonly concerns: ConcernsPorts;
}

/** A child told of more than once, under one name and date of birth. */
interface ToldChild {
  readonly child: PersonAsGiven;
  readonly raises: readonly Raise[];
}

/** How many children are put on record. */
const CHILDREN = 12;
const DAY = 86_400_000;
const POST = 'screener-1';

const keyOf = ({ name, dateOfBirth }: PersonAsGiven) => `${name} ${dateOfBirth}`;

const isFullyNamed = (mention: { readonly kind: MentionKind }): mention is PersonAsGiven => {
  const { kind, name, dateOfBirth } = mention as PersonAsGiven;
  return kind === 'child' && Boolean(dateOfBirth) && (name ?? '').includes(' ');
};

/** The children told of most often, long enough ago for somebody to have put them on record. */
export function chooseChildren(acts: readonly DemoAct[], now: number): readonly ToldChild[] {
  const told = new Map<string, { child: PersonAsGiven; raises: Raise[] }>();
  for (const act of acts) {
    if (act.kind !== 'raise' || act.story !== null || act.at > now - 10 * DAY) continue;
    for (const child of act.input.mentions.filter(isFullyNamed)) {
      const known = told.get(keyOf(child)) ?? { child, raises: [] };
      told.set(keyOf(child), known);
      if (!known.raises.includes(act)) known.raises.push(act);
    }
  }
  return [...told.values()]
    .toSorted((a, b) => b.raises.length - a.raises.length || keyOf(a.child).localeCompare(keyOf(b.child)))
    .slice(0, CHILDREN);
}

interface Row {
  readonly id: MentionId;
  readonly kind: MentionKind;
}

/** Plays it in one transaction, at a morning a week ago, as a screener of the front door. */
export async function putOnRecord(
  parts: RecordParts,
  source: ActSource,
  who: Who,
  acts: readonly DemoAct[],
  now: number,
  tx: Tx,
  run: RunOne,
): Promise<void> {
  const at = now - 7 * DAY;
  const actor = {
    kind: 'account',
    account: who.holder(POST, at),
    post: who.post(POST),
    agency: who.agencyOfPost(POST),
  } as const;
  let step = 0;
  async function does<I, R>(command: Command<I, R>, input: I): Promise<R> {
    step += 1;
    source.begin({ label: `on record ${step}`, at });
    const moment = Temporal.Instant.fromEpochMilliseconds(at + step * 1_000);
    return run({ actor, basis: 'demo' }, moment, (inner, ctx) => command(inner, ctx, input));
  }

  const { people, commands } = parts;
  const concernOf = (raise: Raise): ConcernId =>
    idOf<'concern'>({ label: `raise ${raise.concern}`, at: raise.at }, 0);

  async function mentionsOf(raise: Raise): Promise<readonly Row[]> {
    const { rows } = await sql<Row>`
      select id, kind from people.mentions where concern_id = ${concernOf(raise)}::uuid order by number`.execute(
      tx,
    );
    return rows;
  }

  /** Links what `raise` calls this child to the record; gives the record, made when there was none. */
  async function link(raise: Raise, index: number, to: KnownRecord | null): Promise<KnownRecord | null> {
    const mention = (await mentionsOf(raise))[index];
    if (!mention) return to;
    const concern = concernOf(raise);
    const { rows } = await sql<{ linked: boolean }>`
      select true as linked from people.links where mention_id = ${mention.id}::uuid and status = 'confirmed'`.execute(
      tx,
    );
    if (rows.length > 0) return to;
    const done = await does(people.linkMention, {
      concern,
      mention: mention.id,
      to: to ? { record: to } : { newRecord: true },
    });
    return done.record;
  }

  const fact = (
    record: KnownRecord,
    kind: 'birth' | 'nhs-number' | 'school' | 'language' | 'gp' | 'address' | 'communication',
    value: string,
    source: string,
    sort = '',
    from = '',
  ) => does(commands.addFact, { record, fact: { kind, value, sort, from, until: '', source } });

  const relate = (record: KnownRecord, name: string, kind: string, from = '', until = '') =>
    does(commands.relateRecords, {
      record,
      relationship: { kind, from, until, source: 'Told to the front door by the school' },
      to: { name, kind: kind === 'sibling' ? 'child' : 'adult' },
      reversed: true,
    });

  for (const [nth, { child, raises }] of chooseChildren(acts, now).entries()) {
    let record: KnownRecord | null = null;
    for (const raise of raises) {
      const index = raise.input.mentions.findIndex((one) => isFullyNamed(one) && keyOf(one) === keyOf(child));
      record = await link(raise, index, record);
    }
    if (!record) continue;
    await fact(record, 'birth', child.dateOfBirth ?? '', 'School roll', 'exact');
    const [nhs] = Object.entries(child.identifiers ?? {}).flatMap(([system, value]) =>
      /^nhs/i.test(system) ? [value] : [],
    );
    if (nhs) await fact(record, 'nhs-number', nhs, 'GP practice');
    if (child.school) await fact(record, 'school', child.school, 'School roll', '', 'September 2025');
    await fact(record, 'gp', 'Wrenfold Road Surgery', 'Health visitor');
    const family = (child.name ?? '').split(' ').at(-1) ?? '';
    const mother = await relate(record, `Alison ${family}`, 'mother');
    await does(commands.relateRecords, {
      record,
      relationship: { kind: 'lives-with', from: '2019', until: '', source: 'Health visitor' },
      to: { record: mother.other },
      reversed: true,
    });
    if (nth % 2 === 0) await relate(record, `Robin ${family}`, 'sibling');
    if (nth % 3 === 0) {
      await relate(record, `Gavin Threlkeld-${nth + 1}`, 'lives-with', 'March 2025');
      await relate(record, `Marjorie ${family}`, 'grandparent');
    }
    if (nth === 0) {
      // Two that don't agree: each stands with its source.
      const day = Temporal.PlainDate.from(child.dateOfBirth ?? '2012-01-01').add({ days: 3 });
      await fact(record, 'birth', day.toString(), 'Her grandmother, by telephone', 'exact');
      await fact(record, 'communication', 'Needs time to answer, and pictures beside words', 'School');
      await fact(record, 'language', 'Polish', 'Her mother', 'first');
    }
    if (nth === 1) {
      await fact(record, 'address', 'Kept by the refuge', 'Refuge worker', 'stays', 'May 2026');
      await does(commands.protectRecord, {
        record,
        covers: 'address',
        kind: 'refuge',
        reason: 'The family fled, and the person they fled has been looking for them.',
        posts: [who.post('front-door-manager')],
      });
    }
    if (nth === 2) {
      const twin = await relate(record, child.name ?? '', 'spends-time-with');
      await does(commands.proposeMerge, {
        record,
        other: twin.other,
        reason: 'Put on record twice: the friend that the school spoke of has her name and her desk.',
      });
    }
  }
}
