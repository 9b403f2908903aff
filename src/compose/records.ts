import type { CommandContext } from '../kernel/command.ts';
import type { ConcernId, PostId } from '../kernel/ids.ts';
import type { Tx } from '../kernel/tx.ts';
import { type AccessModule, readHeldPosts } from '../modules/access/index.ts';
import { type ConcernsPorts, deriveLine, KIND_WORDS, listHappened } from '../modules/concerns/index.ts';
import { listMissed, meetDuties, raiseDuties } from '../modules/duties/index.ts';
import {
  type ChronologyLine,
  type ListOutside,
  type MergeDuties,
  type MergeOutside,
  type People,
  proposeMerge,
  protectRecord,
  type RecordsOutside,
  type RecordsWeb,
  settleMerge,
} from '../modules/people/index.ts';

const RULE = 'people.confirm-merge';

const listOutside: ListOutside = async (tx, at) =>
  (await readHeldPosts(tx, at))
    .filter(({ functions }) => functions.includes('scrutineer'))
    .map(({ id }) => id);

/** Who owes the second person's answer: the next post above that somebody else holds, else the scrutineer's. */
async function findSecond(
  tx: Tx,
  at: Temporal.Instant,
  proposer: { readonly account: string; readonly post: PostId },
): Promise<PostId | null> {
  const posts = await readHeldPosts(tx, at);
  const byId = new Map(posts.map((post) => [post.id, post]));
  const seen = new Set<PostId>();
  for (let id = byId.get(proposer.post)?.reportsTo; id && !seen.has(id); id = byId.get(id)?.reportsTo) {
    seen.add(id);
    if (byId.get(id)?.holders.some((holder) => holder !== proposer.account)) return id;
  }
  return (await listOutside(tx, at))[0] ?? null;
}

const mergeDuties: MergeDuties = {
  raise: async (tx, ctx, { merge, record, proposer }) => {
    const post = await findSecond(tx, ctx.now, proposer);
    if (!post) throw new Error('no post in this area can be the second person: run heed doctor');
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

/** A chronology's lines from the modules that people may not know: concerns, and what was owed about them and missed. */
async function listLines(
  tx: Tx,
  concerns: ReadonlyMap<ConcernId, string>,
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
  return [...happened, ...late];
}

/** What pages about records reach of the other modules. */
export function composeRecords(
  { access }: AccessModule,
  ports: ConcernsPorts,
  people: People,
): Pick<RecordsWeb, 'store' | 'outside' | 'commands' | 'seeAlike'> {
  const outside: RecordsOutside = {
    seeConcerns: (tx, ctx, concerns) => seeConcerns(ports, tx, ctx, concerns),
    listHappened: (tx, _ctx, concerns) => listLines(tx, concerns),
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
    },
  };
}
