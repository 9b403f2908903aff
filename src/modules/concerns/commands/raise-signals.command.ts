import type { CommandContext } from '../../../kernel/command.ts';
import { asId, type ConcernId } from '../../../kernel/ids.ts';
import type { RuleSetting, SignalRule } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import { derivePatternFigures } from '../domain/pattern.ts';
import { decideSignal, settingOf, standingOf } from '../domain/signal.ts';
import type { FoundSignal } from '../ports/networks.ports.ts';
import type { ConcernsPorts, Effects } from '../ports/outside.ports.ts';
import type { Pattern } from '../ports/patterns.ports.ts';
import type { SignalSource } from '../ports/signals.ports.ts';
import { toWarning } from './lay-beside.command.ts';
import {
  chooseOwner,
  type Newest,
  NO_EFFECTS,
  oweReview,
  patternRef,
  type Told,
  together,
} from './raise-pattern.command.ts';

/** The concern that was judged, and how what comes of it is routed. */
export type About = Newest & { readonly concern: ConcernId };

/** What is counted over the concerns of something found, and the rule that found it: kept with its pattern. */
async function readBody(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  found: FoundSignal,
  ids: readonly ConcernId[],
) {
  const warnings = (await ports.store.listBundled(tx, ids)).map(toWarning);
  const { incidents, kinds, exploitation } = derivePatternFigures(warnings, ports.patternThreshold, ctx.now);
  return { incidents, kinds, exploitation, signal: { rule: found.rule, ...found.counts } };
}

type Step = Exclude<ReturnType<typeof decideSignal>, 'nothing'>;

const ACTS = {
  raise: 'concerns.pattern-raised',
  grow: 'concerns.pattern-grew',
  reopen: 'concerns.pattern-reopened',
} as const;

/** Raises a pattern for what was found, lets the one there is grow, or opens it again. */
async function owePattern(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  about: About,
  what: {
    readonly step: Step;
    readonly found: FoundSignal;
    readonly ids: readonly ConcernId[];
    readonly pattern: Pattern | null;
  },
): Promise<Told> {
  const { step, found, ids, pattern } = what;
  const body = await readBody(ports, tx, ctx, found, ids);
  const id = pattern?.id ?? ctx.ids.next<'pattern'>();
  const owner = pattern?.owner_post ?? chooseOwner(about, 'exploitation-manager');
  const reference = pattern?.reference ?? ports.makeReference(ports.randomBytes(8), 2).replace(/^HD-/, 'PT-');
  if (!pattern) await ports.store.savePattern(tx, { id, reference, at: ctx.now, owner, figures: body });
  if (pattern && step === 'reopen') await ports.store.savePatternReopened(tx, pattern, ctx.now);
  await ports.store.savePatternConcerns(tx, id, ids);
  const owed =
    step === 'grow'
      ? NO_EFFECTS
      : await oweReview(ports, tx, ctx, about, { id, reference, owner }, ids.length);
  const before = new Set<string>(pattern?.concerns);
  const fresh = ids.filter((one) => !before.has(one)).map(concernRef);
  return {
    pattern: id,
    entries: [{ act: ACTS[step], subject: patternRef(id), about: fresh, body }, ...owed.entries],
    events: owed.events,
  };
}

/** Keeps one thing found, and makes it owed where the area's setting says so. */
async function takeSignal(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  about: About,
  found: FoundSignal,
  setting: RuleSetting,
): Promise<Effects> {
  const edges = found.edges.map(
    ({ concern, mention }): SignalSource => ({ named: mention, concern: asId<'concern'>(concern) }),
  );
  const before = await ports.store.findSignal(
    tx,
    found.rule,
    edges.map(({ named }) => named),
    1,
  );
  const standing = standingOf(setting, found.strength);
  const ids = [...new Set([...edges.map(({ concern }) => concern), about.concern])];
  const pattern = before?.pattern ? await ports.store.findPattern(tx, before.pattern) : null;
  // One that became part of another is never met here: what was found of it went with it.
  const step = decideSignal(
    standing,
    ids,
    pattern && { isOpen: pattern.state === 'open', concerns: pattern.concerns },
  );
  const owed =
    step === 'nothing'
      ? { ...NO_EFFECTS, pattern: null }
      : await owePattern(ports, tx, ctx, about, { step, found, ids, pattern });
  await ports.store.saveSignal(tx, {
    id: before?.id ?? ctx.ids.next<'signal'>(),
    rule: found.rule,
    at: ctx.now,
    strength: found.strength,
    counts: found.counts,
    pattern: owed.pattern,
    kept: standing === 'owed' ? null : standing,
    edges,
  });
  return { entries: owed.entries, events: owed.events };
}

/** What the rules found round this concern, kept and, from the area's threshold on, owed by the exploitation manager. */
export async function raiseSignals(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  about: About,
  all: readonly FoundSignal[],
  settings: ReadonlyMap<SignalRule, RuleSetting>,
): Promise<Effects> {
  const done: Effects[] = [];
  for (const found of all)
    done.push(await takeSignal(ports, tx, ctx, about, found, settingOf(settings, found.rule)));
  return together(done);
}

/**
 * Keeps what the count of warnings or the watch for networks found, whose patterns are raised where they are counted. `pattern`:
 * the one it raised or joined now.
 */
export async function keepCounted(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  found: {
    readonly rule: 'network' | 'repeat-warnings';
    readonly strength: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly ids: readonly ConcernId[];
    readonly standing: ReturnType<typeof standingOf>;
    readonly pattern: string | null;
  },
): Promise<void> {
  const before = await ports.store.findSignal(tx, found.rule, found.ids, 2);
  await ports.store.saveSignal(tx, {
    id: before?.id ?? ctx.ids.next<'signal'>(),
    rule: found.rule,
    at: ctx.now,
    strength: found.strength,
    counts: found.counts,
    pattern: found.pattern,
    kept: found.standing === 'owed' ? null : found.standing,
    edges: found.ids.map((id) => ({ named: id, concern: id })),
  });
}
