import type { ConcernId } from '../../../kernel/ids.ts';
import type { SignalRule } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { REACH } from '../domain/gather.ts';
import { type GraphRow, type Resolved, resolve, type Said } from '../domain/resolve.ts';
import { decideAdultInCare } from '../domain/signals/adult-in-care.ts';
import { CO_MISSING, decideCoMissing, nightOf } from '../domain/signals/co-missing.ts';
import { decidePlaceRise, PLACE_RISE } from '../domain/signals/place-rise.ts';
import { countSources, type FoundSignal, naming, readHomes } from '../domain/signals/signal.ts';
import { decideVehicleOutside } from '../domain/signals/vehicle-outside.ts';
import type { CarePort, NamedBefore, SignalStore } from '../ports.ts';

const DAY = 86_400_000;
/** The most mentions of one place that are read: then its past begins with the oldest of them. */
const PLACE_NEWEST = 200;

/** What a rule found, each source as the mention in its concern. */
export interface SignalFound {
  readonly rule: SignalRule;
  /** In what the rule's threshold counts. */
  readonly strength: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly edges: readonly { readonly concern: string; readonly mention: string }[];
}

export interface FindSignals {
  readonly store: SignalStore;
  readonly care: CarePort;
  /** What people said of what is in these rows. */
  readonly listSaid: (tx: Tx, rows: readonly GraphRow[]) => Promise<Said>;
}

export interface AskSignals {
  readonly concern: ConcernId;
  readonly now: Temporal.Instant;
  /** Whether it says that a child was missing. */
  readonly saysMissing: boolean;
  /** Since when concerns are known here at all; read only where a place's past is needed. */
  readonly since: (tx: Tx) => Promise<Temporal.Instant | null>;
}

const isPlace = ({ role }: Pick<NamedBefore, 'role'>) => role === 'place' || role === 'organisation';

const isAdult = ({ role }: Pick<NamedBefore, 'role'>) => role === 'adult';

/** Whether this concern is about a child who is looked after: no other adds to what an adult is pointed out for. */
async function hasChildInCare(parts: FindSignals, tx: Tx, concern: ConcernId): Promise<boolean> {
  const children = await parts.store.listChildren(tx, concern);
  return (await parts.care.listLookedAfter(tx, children)).size > 0;
}

/** Whether it is named so much more than before that its past is worth reading: a school is named every day. */
function isRising(named: NamedBefore, now: number): boolean {
  if (named.recent < PLACE_RISE.least) return false;
  const span = PLACE_RISE.window * DAY;
  const windows = (now - span - named.oldest) / span;
  // So many name it that what is read reaches back too little: popular, and never sudden.
  if (named.live >= PLACE_NEWEST && windows < PLACE_RISE.leastWindows) return false;
  return named.recent >= (PLACE_RISE.times / 2) * ((named.live - named.recent) / Math.max(1, windows));
}

/** The mention of each node in each concern. */
function mentionsOf(rows: readonly GraphRow[], { nodeOf }: Resolved) {
  const mentions = new Map<string, string>();
  for (const { concern, mention, role } of rows)
    if (role !== 'home') mentions.set(`${concern} ${nodeOf.get(mention) ?? mention}`, mention);
  return (found: FoundSignal): SignalFound => ({
    rule: found.rule,
    strength: found.strength,
    counts: found.counts,
    edges: found.edges.flatMap(({ concern, node }) => {
      const mention = mentions.get(`${concern} ${node}`);
      return mention === undefined ? [] : [{ concern, mention }];
    }),
  });
}

async function findOfAdult(
  parts: FindSignals,
  tx: Tx,
  all: Resolved,
  adult: string,
): Promise<FoundSignal | null> {
  const lines = naming(all.lines, adult);
  if (lines.length < 2 || countSources(lines) < 2) return null;
  const mentions = [...all.nodeOf];
  const children = new Set(lines.flatMap((line) => line.children.map(({ ref }) => ref)));
  const of = (wanted: (node: string) => boolean) =>
    mentions.filter(([, node]) => wanted(node)).map(([mention]) => mention);
  const inCare = await parts.care.listLookedAfter(
    tx,
    of((node) => children.has(node)),
  );
  if (inCare.size === 0) return null;
  const known = await parts.care.listKnownAdults(
    tx,
    of((node) => node === adult),
  );
  const lookedAfter = new Set(mentions.flatMap(([mention, node]) => (inCare.has(mention) ? [node] : [])));
  return decideAdultInCare(lines, adult, {
    isLookedAfter: (child) => lookedAfter.has(child),
    isKnownWhy: () => known.size > 0,
  });
}

async function findOfThings(parts: FindSignals, tx: Tx, ask: AskSignals): Promise<readonly SignalFound[]> {
  const { concern, now } = ask;
  const at = now.epochMilliseconds;
  const since = now.subtract({ hours: REACH.liveDays * 24 });
  const recent = now.subtract({ hours: PLACE_RISE.window * 24 });
  const named = await parts.store.countNamedBefore(tx, concern, since, recent);
  const inCare = named.some(isAdult) && (await hasChildInCare(parts, tx, concern));
  const wanted = named.filter((one) => (isPlace(one) ? isRising(one, at) : inCare || !isAdult(one)));
  if (wanted.length === 0) return [];
  const rows = await parts.store.listNamingOne(tx, wanted, since);
  const said = await parts.listSaid(tx, rows);
  const all = resolve(rows, said);
  const say = mentionsOf(rows, all);
  const found: (FoundSignal | null)[] = [];
  const nodes = new Map(wanted.map((one) => [all.nodeOf.get(one.mention) ?? one.mention, one]));
  for (const [node, one] of nodes) {
    if (one.role === 'adult') found.push(await findOfAdult(parts, tx, all, node));
    if (one.role === 'vehicle')
      found.push(decideVehicleOutside(all.lines, node, at, (home) => said.institutions.has(home)));
    if (!isPlace(one)) continue;
    const began = (await ask.since(tx))?.epochMilliseconds ?? at;
    const from = one.live >= PLACE_NEWEST ? Math.max(began, one.oldest) : began;
    found.push(decidePlaceRise(all.lines, node, at, from));
  }
  return found.flatMap((one) => (one ? [say(one)] : []));
}

async function findOfNights(
  parts: FindSignals,
  tx: Tx,
  { concern, now }: AskSignals,
): Promise<readonly SignalFound[]> {
  const since = nightOf(now.subtract({ hours: CO_MISSING.days * 24 }));
  const { absent, rows } = await parts.store.listAbsentTogether(tx, concern, since);
  if (new Set(absent.map(({ concern: told }) => told)).size < 2) return [];
  const all = resolve(rows, await parts.listSaid(tx, rows));
  const homeOf = readHomes(all.lines);
  const nodeOf = (mention: string) => all.nodeOf.get(mention) ?? mention;
  const absences = absent.map(({ mention, night, concern: told, source }) => ({
    child: nodeOf(mention),
    home: homeOf(nodeOf(mention)),
    night,
    concern: told,
    source,
  }));
  const own = new Set(absences.flatMap((one) => (one.concern === concern ? [one.child] : [])));
  const compared = await parts.store.countAbsent(tx, since);
  const say = mentionsOf(rows, all);
  return [...own].flatMap((child) => {
    const found = decideCoMissing(absences, child, compared);
    return found ? [say(found)] : [];
  });
}

/**
 * What the rules for other signals find now round this concern, from the lowest threshold that an area may set. One statement
 * where nothing it names was named before; all by index and bounded.
 */
export async function findSignals(
  parts: FindSignals,
  tx: Tx,
  ask: AskSignals,
): Promise<readonly SignalFound[]> {
  const nights = ask.saysMissing ? await findOfNights(parts, tx, ask) : [];
  return [...(await findOfThings(parts, tx, ask)), ...nights];
}
