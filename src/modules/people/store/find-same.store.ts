import { sql } from 'kysely';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { KEY_KINDS } from '../domain/key-kinds.ts';
import type { MentionId } from '../domain/record.ts';
import type { KnownOf } from '../domain/record-keys.ts';
import { deriveTellsApart, isSurelySame, type SurelySame, type TellsApart } from '../domain/same-person.ts';
import { OF_ONE_OWNER } from './find-alike.store.ts';
import type { HashKeys } from './hash-keys.store.ts';
import { isOwner, ownersOfKeys } from './key-rows.store.ts';
import { listKnownOf } from './known-of-many.store.ts';
import { openMentions } from './read-mentions.store.ts';

/** Most that share one number that are looked at, newest first. */
const MOST = 50;
const [NUMBER, NAME_AND_BIRTH] = [KEY_KINDS.identifier.code, KEY_KINDS['name-and-birth-date'].code];

interface Subject {
  readonly person: PersonId;
  readonly tells: TellsApart;
}

const tellsOf = (known: KnownOf) =>
  deriveTellsApart(
    known.details.map(({ value }) => value),
    known.facts,
  );

/** The keys under which the same number, and the same name and date of birth, are found. */
function keysOf(hashKeys: HashKeys, { person, tells }: Subject, at: Temporal.Instant) {
  const numbers = [...tells.nhs].map((nhs) => ({ nhs }) as Record<string, string>);
  numbers.push(...[...tells.upn].map((upn) => ({ upn })));
  const named = [...tells.names].flatMap((name) =>
    [...tells.births].map((dateOfBirth) => ({ name, dateOfBirth })),
  );
  const hashed = [
    ...numbers.map((identifiers) => hashKeys.ofMention({ kind: 'child', identifiers }, at)),
    ...named.map((said) => hashKeys.ofMention({ kind: 'child', ...said }, at)),
  ].flat();
  return hashed.flatMap(({ key, code }) =>
    code === NUMBER || code === NAME_AND_BIRTH ? [{ person, key, number: code === NUMBER }] : [],
  );
}

async function listCandidates(tx: Tx, keys: ReturnType<typeof keysOf>) {
  const [numbers, births] = [keys.filter(({ number }) => number), keys.filter(({ number }) => !number)];
  const { rows } = await sql<{ person: PersonId; owner_id: string; record: boolean }>`
    with born (person, hash) as (select * from unnest(${births.map(({ person }) => person)}::uuid[],
      ${births.map(({ key }) => key)}::bigint[])
    ), key (person, hash, code) as (select *, ${sql.lit(NUMBER)}::smallint
      from unnest(${numbers.map(({ person }) => person)}::uuid[], ${numbers.map(({ key }) => key)}::bigint[])
    ), had as materialized (
      select distinct h.person, h.owner, h.record_id from (${ownersOfKeys(sql`key.person`, sql.lit(MOST))}) h)
    select person, owner_id, record from (
      select had.person, m.id as owner_id, false as record from had cross join lateral (
        select m.id from people.mentions m where ${isOwner(sql`m.id`, sql`had.owner`)}
          and m.keys && array(select b.hash from born b where b.person = had.person)
        order by m.id limit ${sql.lit(OF_ONE_OWNER)}) m
      where had.record_id is null
      union all
      select had.person, had.record_id, true from had
      where had.record_id is not null and exists (select from born b
        cross join lateral (select true from people.match_keys mk
          where mk.key = b.hash and mk.owner_id = had.record_id limit 1) m
        where b.person = had.person)) found
    where owner_id <> person order by person, owner_id`.execute(tx);
  return rows;
}

/**
 * Everybody on record and every mention that is surely one of these people (`isSurelySame`), by index alone. Nothing across a
 * protected identity, on either side; mentions that are linked already are left out.
 */
export async function listSurelySame(
  tx: Tx,
  vault: Vault,
  hashKeys: HashKeys,
  known: readonly KnownOf[],
  now: Temporal.Instant,
): Promise<readonly SurelySame[]> {
  const subjects = known.flatMap((of): Subject[] => {
    const tells = tellsOf(of);
    const enough = tells.nhs.size + tells.upn.size > 0 && tells.names.size > 0 && tells.births.size > 0;
    return of.record.kind === 'person' && enough ? [{ person: of.record.id, tells }] : [];
  });
  if (subjects.length === 0) return [];
  const candidates = await listCandidates(
    tx,
    subjects.flatMap((subject) => keysOf(hashKeys, subject, now)),
  );
  if (candidates.length === 0) return [];
  const owners = (record: boolean) =>
    candidates.flatMap((one) => (one.record === record ? [one.owner_id] : []));
  const hidden = await listHidden(tx, [...owners(true), ...subjects.map(({ person }) => person)]);
  const records = await listKnownOf(tx, vault, owners(true));
  const mentions = await openMentions(tx, vault, owners(false) as MentionId[]);
  const byId = new Map(subjects.map((subject) => [subject.person, subject.tells]));
  return candidates.flatMap(({ person, owner_id, record }): SurelySame[] => {
    const mine = byId.get(person);
    if (!mine || hidden.has(person) || hidden.has(owner_id)) return [];
    if (record) {
      const other = records.get(owner_id);
      return other?.record.kind === 'person' && isSurelySame(mine, tellsOf(other))
        ? [{ person, is: { record: other.record.id } }]
        : [];
    }
    const mention = mentions.get(owner_id as MentionId);
    const free = mention && !mention.record && !mention.kept;
    return free && isSurelySame(mine, deriveTellsApart([], [mention])) ? [{ person, is: { mention } }] : [];
  });
}

/** Those whose identity is protected, themselves or the record they were joined to or that was joined to them. */
async function listHidden(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select w.id from unnest(${[...new Set(ids)]}::uuid[]) as w (id)
    where (select true from people.protections p where p.ended_at is null and p.covers = 'identity'
      and p.record_id in (
        select w.id union all select g.root_id from people.merged g where g.record_id = w.id
        union all select m.record_id from people.merged r join people.merged m on m.root_id = r.root_id where r.record_id = w.id
        union all select m.record_id from people.merged m where m.root_id = w.id) limit 1)`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Of these pairs of records, those that were asked about, joined or taken apart before; of these mentions, those decided about. */
export async function listDecidedBefore(
  tx: Tx,
  same: readonly SurelySame[],
): Promise<ReadonlySet<SurelySame>> {
  const other = (one: SurelySame) => ('record' in one.is ? one.is.record : one.is.mention.id);
  const { rows } = await sql<{ place: number }>`
    select pair.place::int from unnest(${same.map(({ person }) => person)}::uuid[], ${same.map(other)}::uuid[])
      with ordinality as pair (person, other, place)
    where exists (select from people.merges m
        where (m.kept_id = pair.person and m.merged_id = pair.other)
          or (m.kept_id = pair.other and m.merged_id = pair.person))
      or exists (select from people.links l where l.mention_id = pair.other
        and l.record_id in (select pair.person union all
          select g.root_id from people.merged g where g.record_id = pair.person))`.execute(tx);
  const places = new Set(rows.map(({ place }) => place));
  return new Set(same.filter((_, i) => places.has(i + 1)));
}
