import type { Query } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { previewSecondPerson } from '../commands/decide-concern.command.ts';
import { type Concern, concernRef, deriveStanding, type Standing } from '../domain/concern.ts';
import { deriveMasked, type Passage } from '../domain/mask.ts';
import type { SecondPersonReason } from '../domain/outcomes.ts';
import type { ConcernFile, ConcernsPorts, Names, RelatedConcern } from '../ports/outside.ports.ts';
import type { PatternRow } from '../ports/patterns.ports.ts';
import type {
  AskedRequest,
  BundledConcern,
  ConcernRow,
  DecisionWords,
  LoadedConcern,
  Message,
  ViewerStanding,
} from '../ports/store.ports.ts';
import { describeMention } from './describe-subjects.query.ts';
import { describeVia } from './describe-via.query.ts';

/** An earlier concern about the same child, adult or thing, as somebody may see it. */
export interface Beside extends BundledConcern {
  /** "the same phone", "very probably the same child, not confirmed yet: name and date of birth agree": what the two share. */
  readonly via: readonly string[];
  readonly decision: DecisionWords | null;
  /** False: something is there, and whom to ask is all that is shown. */
  readonly visible: boolean;
  /** Confirmed, very probable, or one thing by its own identity: counts as a warning. Otherwise it only may be the same. */
  readonly sure: boolean;
}

/** One act, as the timeline tells it. */
export interface TimelineAct {
  readonly number: number;
  readonly at: Temporal.Instant;
  readonly act: string;
  readonly by: string;
  readonly post: string;
  readonly data: JsonObject;
  readonly words: JsonObject | null;
}

/** A child an outcome is owed for, by the name they were given. */
export interface SubjectView {
  readonly key: string;
  readonly name: string;
}

/** Everything the concern page shows, already cut to what this viewer may see. */
export interface ConcernView {
  readonly row: ConcernRow;
  readonly state: Concern;
  readonly standing: Standing;
  readonly relations: readonly string[];
  /** At the front door: word for word, covered passages marked. Beyond it: covered passages gone. */
  readonly verbatim: boolean;
  readonly told: {
    readonly worry: readonly Passage[];
    readonly answers: readonly {
      readonly question: string;
      readonly asked: string;
      readonly passages: readonly Passage[];
    }[];
    readonly when: string;
    readonly language: string;
  } | null;
  readonly masks: readonly { readonly id: string; readonly question: string }[];
  readonly mentions: readonly MentionAsGiven[];
  readonly subjects: readonly SubjectView[];
  readonly bundle: readonly Beside[];
  readonly due: readonly { readonly rule: string; readonly dueAt: Temporal.Instant; readonly post: string }[];
  readonly timeline: readonly TimelineAct[];
  readonly files: readonly ConcernFile[];
  readonly messages: readonly Message[];
  readonly requests: readonly AskedRequest[];
  readonly patterns: readonly PatternRow[];
  /** Why a lesser outcome would wait for a second person here. */
  readonly secondPerson: readonly SecondPersonReason[];
  readonly names: Names;
  readonly now: Temporal.Instant;
}

async function loadBundle(
  ports: ConcernsPorts,
  tx: Tx,
  related: readonly RelatedConcern[],
  bundled: readonly BundledConcern[],
  { visible, kept }: ViewerStanding,
  names: Names,
): Promise<readonly Beside[]> {
  const open = related.map((r) => r.concern).filter((id) => visible.includes(id));
  const decisions = await ports.store.listDecisions(tx, ports.vault, open);
  const viaOf = new Map(related.map(({ concern, via }) => [concern, via]));
  return bundled
    .filter((one) => !kept.includes(one.id))
    .map((one) => {
      const via = viaOf.get(one.id) ?? [];
      const seen = visible.includes(one.id);
      return {
        ...one,
        via: [...new Set(via.map((tie) => describeVia(tie, seen ? names : null)))],
        decision: decisions.get(one.id) ?? null,
        visible: seen,
        sure: via.some(({ strength }) => strength !== 'possible'),
      };
    });
}

async function loadTold(ports: ConcernsPorts, tx: Tx, loaded: LoadedConcern, verbatim: boolean) {
  const [told, masks] = await Promise.all([
    ports.store.openTold(tx, ports.vault, loaded.row),
    ports.store.listMasks(tx, loaded.row.id),
  ]);
  const passages = (question: string, text: string) =>
    deriveMasked(
      text,
      masks.filter((m) => m.question === question),
      verbatim,
    );
  return {
    masks: masks.map(({ id, question }) => ({ id, question })),
    mentions: told?.mentions ?? [],
    told: told && {
      // The worry is one of the answers said again, so what covers that answer covers it too.
      worry: passages(
        told.told.answers.find((a) => a.answer === told.worry)?.question ?? 'worry',
        told.worry,
      ),
      answers: told.told.answers.map(({ question, asked, answer }) => ({
        question,
        asked,
        passages: passages(question, answer),
      })),
      when: told.when,
      language: told.told.language,
    },
  };
}

async function loadTimeline(
  ports: ConcernsPorts,
  tx: Tx,
  loaded: LoadedConcern,
  names: Names,
  managed: boolean,
): Promise<readonly TimelineAct[]> {
  const timeline: TimelineAct[] = [];
  const climbs = await ports.duties.listClimbs(tx, concernRef(loaded.row.id));
  for (const act of loaded.acts) {
    timeline.push({
      number: act.number,
      at: act.at,
      act: act.act,
      by: act.by_account ? names.account(act.by_account) : 'the person who told us',
      post: act.by_post ? names.post(act.by_post) : '',
      data: act.data,
      // How somebody knows a family is theirs and their managers' business; that they said so is everybody's.
      words:
        act.act === 'interest-declared' && !managed
          ? null
          : await ports.store.openActWords(tx, ports.vault, act),
    });
  }
  for (const climb of climbs) {
    timeline.push({
      number: 0,
      at: climb.at,
      act: climb.part === 'acts' ? 'duty-climbed' : 'duty-made-known',
      by: 'the clock',
      post: names.post(climb.post),
      data: {},
      words: { what: climb.what },
    });
  }
  return timeline.sort((a, b) => Temporal.Instant.compare(a.at, b.at) || a.number - b.number);
}

/** Names the children of a concern in order: mentions keep the order in which they were given. */
function nameSubjects(state: Concern, mentions: readonly MentionAsGiven[]): readonly SubjectView[] {
  const children = mentions.filter((m) => m.kind === 'child');
  return state.subjects.map((key, i) => {
    if (key === 'whole') return { key, name: 'This concern (no child is named)' };
    const child = children[i];
    return { key, name: child ? describeMention(child) : `Child ${i + 1}` };
  });
}

/** One concern, cut to what the viewer may see; opening it is an entry. Refuses `concerns.not-found`. */
export function getConcern(
  ports: ConcernsPorts,
): Query<{ readonly concern: ConcernId; readonly search?: string | null }, ConcernView> {
  return async (tx, ctx, input) => {
    const { concern } = input;
    const [loaded, related, names] = await Promise.all([
      ports.store.findConcern(tx, concern),
      ports.people.listRelated(tx, concern),
      ports.names(tx, ctx),
    ]);
    if (!loaded || ctx.actor.kind !== 'account')
      return { ok: false, refusal: { code: 'concerns.not-found' } };
    const others = related.map((one) => one.concern);
    const [standing, bundled, due, files, patterns] = await Promise.all([
      ports.store.listStanding(tx, [concern, ...others], ctx.actor.account),
      ports.store.listBundled(tx, others),
      ports.duties.listOpenAbout(tx, concernRef(concern)),
      ports.files.list(tx, concern),
      ports.store.listPatternsOf(tx, concern),
      ports.vault.warm(tx, [concernRef(concern)]),
    ]);
    const relations = standing.relations.get(concern) ?? [];
    const verbatim = relations.includes('front-door');
    const [{ told, masks, mentions }, bundle, timeline, messages, requests] = await Promise.all([
      loadTold(ports, tx, loaded, verbatim),
      loadBundle(ports, tx, related, bundled, standing, names),
      loadTimeline(ports, tx, loaded, names, relations.includes('manager-in-line')),
      ports.store.listMessages(tx, ports.vault, concern),
      ports.store.listRequests(tx, ports.vault, concern),
    ]);
    // Opened from a search: the entry says from which, so that what a search led to is computed, never asked.
    const from = input.search ? { about: [{ kind: 'search' as const, id: input.search }] } : {};
    const value: ConcernView = {
      row: loaded.row,
      state: loaded.state,
      standing: deriveStanding(loaded.state),
      relations,
      verbatim,
      told,
      masks,
      mentions,
      subjects: nameSubjects(loaded.state, mentions),
      bundle,
      due: due.map((d) => ({ rule: d.rule, dueAt: d.dueAt, post: names.post(d.post) })),
      timeline,
      files,
      messages,
      requests,
      patterns,
      secondPerson: previewSecondPerson(loaded.state, { related, bundled }, ctx.now),
      names,
      now: ctx.now,
    };
    return {
      ok: true,
      value,
      entries: [{ act: 'concerns.concern-seen', subject: concernRef(concern), ...from, body: {} }],
    };
  };
}
