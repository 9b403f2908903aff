import type { CommandContext } from '../kernel/command.ts';
import type { AccountId, ConcernId, PostId } from '../kernel/ids.ts';
import type { Tx } from '../kernel/tx.ts';
import { type AccessModule, readHeldPosts } from '../modules/access/index.ts';
import { type ConcernsPorts, deriveLine, KIND_WORDS, listHappened } from '../modules/concerns/index.ts';
import { listMissed, meetDuties, raiseDuties } from '../modules/duties/index.ts';
import {
  answerPerhapsNamed,
  askSecond,
  type ChronologyLine,
  type KeepersOutside,
  type KnownRecord,
  type ListOutside,
  type MergeDuties,
  type MergeOutside,
  type People,
  proposeMerge,
  protectRecord,
  type RecordsOutside,
  type RecordsWeb,
  type SecondOutside,
  settleMerge,
  settleSecond,
  tellKeepers,
} from '../modules/people/index.ts';

const RULE = 'people.confirm-merge';
const LOOK_ACROSS = 'people.look-across';
const SECOND_RULES = { part: 'people.confirm-parting', unprotect: 'people.confirm-unprotecting' } as const;

/** Posts that no protection shuts out: those of the scrutineer. */
export const listOutside: ListOutside = async (tx, at) =>
  (await readHeldPosts(tx, at))
    .filter(({ functions }) => functions.includes('scrutineer'))
    .map(({ id }) => id);

/**
 * Who owes the second person's answer: the next post above that somebody else holds, else the scrutineer's, else another that
 * may. With `keepers`, none but those may. Throws where there is none: an area always has a scrutineer.
 */
async function findSecond(
  tx: Tx,
  at: Temporal.Instant,
  proposer: { readonly account: AccountId; readonly post: PostId },
  keepers: readonly PostId[] | null = null,
): Promise<PostId> {
  const posts = await readHeldPosts(tx, at);
  const { isSubordinate } = deriveLine(posts);
  const byId = new Map(posts.map((post) => [post.id, post]));
  const may = (id: PostId) =>
    (keepers?.includes(id) ?? true) &&
    byId.get(id)?.holders.some((one) => one !== proposer.account && !isSubordinate(one, proposer.account));
  const above: PostId[] = [];
  for (let id = byId.get(proposer.post)?.reportsTo; id && !above.includes(id); id = byId.get(id)?.reportsTo)
    above.push(id);
  const outside = await listOutside(tx, at);
  const found = [...above, ...outside, ...(keepers ?? [])].find(may) ?? outside[0];
  if (!found) throw new Error('no post in this area can be the second person: run heed doctor');
  return found;
}

const mergeDuties: MergeDuties = {
  raise: async (tx, ctx, { merge, record, proposer }) => {
    const post = await findSecond(tx, ctx.now, proposer);
    const about = { kind: record.kind, id: record.id };
    return raiseDuties(tx, ctx, [{ rule: RULE, about, key: merge, post, skipHolders: [proposer.account] }]);
  },
  meet: (tx, ctx, { merge, record, act }) =>
    meetDuties(tx, ctx, {
      about: { kind: record.kind, id: record.id },
      act,
      which: [{ rule: RULE, key: merge }],
    }),
};

const mergeOutside: MergeOutside = {
  line: async (tx, at) => deriveLine(await readHeldPosts(tx, at)),
  duties: mergeDuties,
};

const secondOutside: SecondOutside = {
  line: mergeOutside.line,
  raise: async (tx, ctx, { id, what, record, proposer, keepers }) => {
    const about = { kind: record.kind, id: record.id };
    const post = await findSecond(tx, ctx.now, proposer, keepers);
    const passed = keepers ? (await readHeldPosts(tx, ctx.now)).map((one) => one.id) : [];
    const skipPosts = passed.filter((one) => !keepers?.includes(one));
    const rule = SECOND_RULES[what];
    return raiseDuties(tx, ctx, [{ rule, about, key: id, post, skipHolders: [proposer.account], skipPosts }]);
  },
  meet: (tx, ctx, { id, what, record, act }) =>
    meetDuties(tx, ctx, {
      about: { kind: record.kind, id: record.id },
      act,
      which: [{ rule: SECOND_RULES[what], key: id }],
    }),
};

const keepersOutside: KeepersOutside = {
  listPosts: async (tx, at) =>
    (await readHeldPosts(tx, at)).map(({ id, holders, functions }) => ({
      id,
      held: holders.length > 0,
      outside: functions.includes('scrutineer'),
    })),
  raise: (tx, ctx, { record, concern, post, passed }) => {
    const about = { kind: record.kind, id: record.id };
    return raiseDuties(tx, ctx, [{ rule: LOOK_ACROSS, about, key: concern, post, skipPosts: passed }]);
  },
  meet: (tx, ctx, { record, concern }) =>
    meetDuties(tx, ctx, {
      about: { kind: record.kind, id: record.id },
      act: 'people.perhaps-named-answered',
      which: [{ rule: LOOK_ACROSS, key: concern }],
    }),
};

/** Tells those who keep protected identities of a concern that may be about one of them. */
export const composeTellKeepers = (people: People) => tellKeepers(people.records, keepersOutside);

async function seeConcerns(
  ports: ConcernsPorts,
  tx: Tx,
  { actor }: CommandContext,
  concerns: readonly ConcernId[],
): ReturnType<RecordsOutside['seeConcerns']> {
  if (actor.kind !== 'account') return { visible: new Map(), hidden: false };
  const { visible, kept } = await ports.store.listStanding(tx, concerns, actor.account);
  const rows = await ports.store.listBundled(tx, visible);
  return {
    visible: new Map(rows.map(({ id, reference }) => [id, reference])),
    // Whoever is kept away from a concern is not told that there is one (0507).
    hidden: new Set([...visible, ...kept]).size < new Set(concerns).size,
  };
}

/**
 * What keepers of a protection are told of these concerns. The second wall leaves out rows of those that shut them out, and
 * who is kept away from one is not told of it.
 */
async function tellOfConcerns(
  ports: ConcernsPorts,
  tx: Tx,
  { actor }: CommandContext,
  concerns: readonly ConcernId[],
): ReturnType<RecordsOutside['tellKeepers']> {
  if (actor.kind !== 'account') return new Map();
  const { visible, kept } = await ports.store.listStanding(tx, concerns, actor.account);
  const away = new Set(kept);
  const rows = await ports.store.listRows(
    tx,
    concerns.filter((id) => !away.has(id)),
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        reference: row.reference,
        receivedAt: row.received_at,
        toldBy: KIND_WORDS[row.reporter_kind].toLowerCase(),
        owner: row.owner_post,
        mayOpen: visible.includes(row.id),
      },
    ]),
  );
}

/** A chronology's lines from the modules that people may not know: concerns, and what was owed about them and missed. */
async function listLines(
  tx: Tx,
  concerns: ReadonlyMap<ConcernId, string>,
  records: readonly KnownRecord[],
): Promise<readonly ChronologyLine[]> {
  const ids = [...concerns.keys()];
  const linkTo = (concern: string) => ({
    href: `/concerns/${concern}`,
    text: concerns.get(concern as ConcernId) ?? 'Concern',
  });
  const happened = (await listHappened(tx, ids)).map(({ concern, at, kind, text, reporter }) => ({
    at,
    kind,
    text: kind === 'concern' ? `${text} (told by: ${KIND_WORDS[reporter].toLowerCase()})` : text,
    link: linkTo(concern),
  }));
  const missed = await listMissed(tx, 'concern', ids);
  const late = missed.map(({ about, at, what }) => ({
    at,
    kind: 'late' as const,
    text: `Not done in time: ${what}`,
    link: linkTo(about),
  }));
  const [own] = records;
  const owed = own
    ? await listMissed(
        tx,
        own.kind,
        records.map(({ id }) => id),
      )
    : [];
  const lateHere = owed.map(({ at, what }) => ({
    at,
    kind: 'late' as const,
    text: `Not done in time: ${what}`,
  }));
  return [...happened, ...late, ...lateHere];
}

/** What pages about records reach of the other modules. */
export function composeRecords(
  { access }: AccessModule,
  ports: ConcernsPorts,
  people: People,
): Pick<RecordsWeb, 'store' | 'outside' | 'commands' | 'seeAlike'> {
  const outside: RecordsOutside = {
    seeConcerns: (tx, ctx, concerns) => seeConcerns(ports, tx, ctx, concerns),
    listHappened: (tx, _ctx, concerns, records) => listLines(tx, concerns, records),
    tellKeepers: (tx, ctx, concerns) => tellOfConcerns(ports, tx, ctx, concerns),
    names: ports.names,
    decide: access.decideIn,
  };
  return {
    store: people.records,
    outside,
    seeAlike: people.seeAlike(outside),
    commands: {
      ...people,
      proposeMerge: proposeMerge(people.records, mergeOutside),
      settleMerge: settleMerge(people.records, mergeOutside),
      protectRecord: protectRecord(people.records, listOutside),
      askSecond: askSecond(people.records, secondOutside),
      settleSecond: settleSecond(people.records, secondOutside),
      answerPerhapsNamed: answerPerhapsNamed(people.records, keepersOutside),
    },
  };
}
