/** What is unusual is counted by the live watch as by the one over a file, however late and however many at once it judges. */
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { type ConcernLine as StreamLine, writeStream } from '../../demo/networks/stream.ts';
import { asId, type ConcernId, dateId } from '../../src/kernel/ids.ts';
import {
  type ConcernLine,
  createNetworks,
  type NamedIdentity,
  NetworkWatch,
  readLine,
  type ToldConcern,
} from '../../src/modules/networks/index.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createTestDatabase } from '../support/database.ts';

const database = await createTestDatabase();
const pool = openPool({ url: database.urls.app, name: 'heed tests', max: 2 });
const db = openDb(pool);
after(async () => {
  await pool.end();
  await database.drop();
});

const CONCERNS = 240;
const handle = (text: string) => createHash('sha256').update(text).digest().readBigInt64BE(0).toString();
const named = new Map<ConcernId, readonly NamedIdentity[]>();
const institutions = new Set<string>();
const care = {
  listLookedAfter: async () => new Set<string>(),
  listKnownAdults: async () => new Set<string>(),
};
const networks = createNetworks(
  {
    list: async (_tx, concerns) => concerns.flatMap((concern) => named.get(concern) ?? []),
    listSaidOtherwise: async (_tx, _mentions, keys) => ({
      different: [],
      institutions: keys.filter((key) => institutions.has(key)),
    }),
  },
  care,
);

/** The database knows no kind "address": it is a place there, and so in what the file is compared by. */
function withPlaces(line: StreamLine): ConcernLine {
  const placed = line.mentions.map((one) => ({ ...one, kind: one.kind === 'address' ? 'place' : one.kind }));
  return readLine(JSON.stringify({ ...line, area: '', mentions: placed }));
}

/** Ids in the order told, as they are made. */
let made = 0;
function nextId(): string {
  made += 1;
  return `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`;
}

function keep(line: ConcernLine): ToldConcern {
  const at = Temporal.Instant.fromEpochMilliseconds(line.at);
  const concern = dateId(asId<'concern'>(randomUUID()), at);
  const of = (kind: NamedIdentity['kind'], ref: string, homes: readonly string[]): NamedIdentity => ({
    mention: nextId(),
    concern,
    kind,
    at,
    record: null,
    keys: [handle(`${kind} ${ref}`)],
    homes,
  });
  const things = line.mentions.map(({ kind, ref, institution }) => {
    const place = kind === 'address' ? 'place' : kind;
    if (institution) institutions.add(handle(`${place} ${ref}`));
    return of(place, ref, []);
  });
  const children = line.children.map(({ ref, household }) =>
    of('child', ref, household === null ? [] : [handle(`home ${household}`)]),
  );
  named.set(concern, [...children, ...things]);
  return { concern, source: line.agency, watchFrom: at, related: false };
}

/** Judges all that waits, as the worker does; gives how many looks it took. */
async function judgeAll(now: Temporal.Instant): Promise<number> {
  for (let looks = 0; ; looks += 1) {
    const { group, more } = await db.transaction().execute((tx) => networks.claim(tx, now, now));
    if (group)
      await db.transaction().execute(async (tx) => {
        const held = await networks.hold(tx, group);
        await networks.settle(tx, held, await networks.look(tx, held, now));
      });
    if (!more) return looks;
  }
}

const counts = () => db.transaction().execute((tx) => networks.readCounts(tx));

test('shapes are counted alike over a file, in the database as concerns come, and made again', async () => {
  const watch = new NetworkWatch();
  const told: ToldConcern[] = [];
  let together: ToldConcern[] = [];
  const stream = writeStream({ concerns: 10 * CONCERNS, rings: 110, seed: '23', world: 'ordinary' });
  for (let next = stream.next(); !next.done && told.length < CONCERNS; next = stream.next()) {
    // A millisecond apart, so that the order told is one order.
    const placed = withPlaces(next.value);
    const line = { ...placed, at: placed.at + told.length };
    watch.take(line);
    const one = keep(line);
    told.push(one);
    together.push(one);
    // From one to nine wait before they are judged, as it happens.
    if (together.length <= told.length % 9) continue;
    const batch = together;
    together = [];
    await db.transaction().execute((tx) =>
      networks.recordNew(
        tx,
        batch,
        batch.flatMap(({ concern }) => named.get(concern) ?? []),
      ),
    );
    await judgeAll(one.watchFrom ?? Temporal.Now.instant());
  }
  await db.transaction().execute((tx) =>
    networks.recordNew(
      tx,
      together,
      together.flatMap(({ concern }) => named.get(concern) ?? []),
    ),
  );
  const last = told.at(-1)?.watchFrom ?? Temporal.Now.instant();
  await judgeAll(last);
  assert.ok(watch.counts.shapes > 5, 'too few shapes to say something');
  assert.deepEqual(await counts(), watch.counts, 'the database counted otherwise than the file');
  await db.transaction().execute((tx) => networks.rebuild(tx, told));
  assert.deepEqual(await counts(), watch.counts, 'made again it was counted otherwise');
});

test('a concern that is judged again, after a link, is not counted again', async () => {
  const before = await counts();
  const again = [...named.keys()].slice(0, 40).map((concern) => ({
    concern,
    source: 'police',
    watchFrom: Temporal.Now.instant(),
    related: true,
  }));
  await db.transaction().execute((tx) => networks.record(tx, again));
  await judgeAll(Temporal.Instant.from('2033-06-01T09:00:00Z'));
  assert.deepEqual(await counts(), before);
});
