import { isDeepStrictEqual } from 'node:util';
import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import { deriveJoining } from '../domain/join-patterns.ts';
import type { ConcernsPorts, Effects } from '../ports/outside.ports.ts';
import type { NearPattern, Pattern } from '../ports/patterns.ports.ts';
import {
  beginPattern,
  bodyOf,
  type Counted,
  choosePatternOwner,
  type Newest,
  NO_EFFECTS,
  oweReview,
  patternRef,
  type Told,
  together,
} from './raise-pattern.command.ts';

async function listNear(
  ports: ConcernsPorts,
  tx: Tx,
  ids: readonly ConcernId[],
  newest: Newest,
  of: Counted,
) {
  const near = await ports.store.listNearPatterns(tx, ids, choosePatternOwner(newest, of));
  // Only where two may become one does it matter which is due first.
  if (near.length < 2) return near.map((one) => ({ ...one, dueAt: null }));
  const dated: (NearPattern & { readonly dueAt: Temporal.Instant | null })[] = [];
  for (const one of near) {
    const [owed] = await ports.duties.listOpenAbout(tx, patternRef(one.id));
    dated.push({ ...one, dueAt: owed?.dueAt ?? null });
  }
  return dated;
}

async function readPattern(ports: ConcernsPorts, tx: Tx, id: string): Promise<Pattern> {
  const found = await ports.store.findPattern(tx, id);
  if (!found) throw new Error('a pattern that was locked is not there');
  return found;
}

/** What was decided about it stays beside it, and it is open again. */
async function reopen(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  pattern: Pattern,
  fresh: readonly ConcernId[],
  counted: Counted,
): Promise<Effects> {
  await ports.store.savePatternReopened(tx, pattern, ctx.now);
  const entry: EntryDraft = {
    act: 'concerns.pattern-reopened',
    subject: patternRef(pattern.id),
    about: fresh.map(concernRef),
    body: bodyOf(counted),
  };
  return { entries: [entry], events: [] };
}

const notIn = ({ concerns }: Pattern, ids: readonly ConcernId[]) => {
  const known: ReadonlySet<ConcernId> = new Set(concerns);
  return ids.filter((id) => !known.has(id));
};

/** One pattern becomes part of another: its warnings go there, its review is owed there, and both say so. */
async function join(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  pattern: Pattern,
  into: Pattern,
  shared: number,
): Promise<Effects> {
  await ports.store.savePatternJoined(tx, pattern, into.id, ctx.now);
  const met = await ports.duties.meet(tx, ctx, {
    about: patternRef(pattern.id),
    act: 'concerns.pattern-joined',
    which: [{ rule: 'front-door.review-pattern', key: '' }],
  });
  const entry: EntryDraft = {
    act: 'concerns.pattern-joined',
    subject: patternRef(pattern.id),
    about: [patternRef(into.id), ...pattern.concerns.map(concernRef)],
    body: { into: into.reference, because: 'one network tells of the concerns of both', shared },
  };
  return { entries: [entry, ...met.entries], events: met.events };
}

/**
 * A network was found: the pattern it belongs to grows, a decided one is opened again by what was not in it then, patterns that
 * turn out to be one become one, and where there is none a new one is owed.
 */
export async function tellOfNetwork(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  newest: Newest,
  counted: Counted,
): Promise<Told> {
  const { ids } = counted;
  const body = bodyOf(counted);
  const { into, joined } = deriveJoining(await listNear(ports, tx, ids, newest, counted));
  if (!into) return beginPattern(ports, tx, ctx, newest, counted);
  const pattern = await readPattern(ports, tx, into.id);
  const others = await Promise.all(joined.map(({ id }) => readPattern(ports, tx, id)));
  const isDecided = ({ state }: { readonly state: string }) => state === 'reviewed';
  const effects: Effects[] = [];
  const fresh = notIn(pattern, ids);
  if (fresh.length === 0 && others.length === 0 && isDecided(pattern))
    return { pattern: pattern.id, ...NO_EFFECTS };
  if (isDecided(pattern)) effects.push(await reopen(ports, tx, ctx, pattern, fresh, counted));
  for (const [n, other] of others.entries()) {
    if (isDecided(other)) effects.push(await reopen(ports, tx, ctx, other, notIn(other, ids), counted));
    effects.push(await join(ports, tx, ctx, other, pattern, joined[n]?.shared ?? 0));
  }
  const added = notIn(pattern, [...new Set([...ids, ...others.flatMap(({ concerns }) => concerns)])]);
  const isNews = added.length > 0 || others.length > 0 || !isDeepStrictEqual(body, pattern.figures);
  if (!isNews) return { pattern: pattern.id, ...NO_EFFECTS };
  await ports.store.savePatternFigures(tx, pattern.id, body);
  await ports.store.savePatternConcerns(tx, pattern.id, ids);
  const warnings = pattern.concerns.length + added.length;
  if (isDecided(pattern)) {
    const owner = { ...pattern, owner: pattern.owner_post };
    effects.push(await oweReview(ports, tx, ctx, newest, owner, warnings));
  } else await ports.duties.updateEarlierWarnings(tx, patternRef(pattern.id), warnings);
  const grew: EntryDraft = {
    act: 'concerns.pattern-grew',
    subject: patternRef(pattern.id),
    about: added.map(concernRef),
    body: { ...body, joined: others.map(({ reference }) => reference) },
  };
  // Opened again with nobody else's concerns in it, it has said so already.
  const isSaid = isDecided(pattern) && others.length === 0;
  const said = isSaid ? [] : [{ entries: [grew], events: [] }];
  return { pattern: pattern.id, ...together([...effects, ...said]) };
}
