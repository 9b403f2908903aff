/** Folds a concern's acts into its state. Source: 20-domain.md ("State is a fold over its acts"). */
import type { ConcernId, PostId } from '../../../kernel/ids.ts';
import type { ConcernAct } from './acts.ts';
import type { ActingPerson, Concern, SubjectKey, SubjectOutcome } from './concern.ts';
import { WHOLE } from './concern.ts';
import { OUTCOMES } from './outcomes.ts';

type Received = Extract<ConcernAct, { act: 'concern-received' }>;
type Decided = Extract<ConcernAct, { act: 'concern-decided' }>;

/** The state a concern is in when it has just been received. */
export function beginConcern(id: ConcernId, act: Received, at: Temporal.Instant): Concern {
  const { act: _, before, ...given } = act;
  const subjects = act.subjects.length > 0 ? act.subjects : [WHOLE];
  return {
    ...given,
    id,
    acts: 1,
    receivedAt: at,
    redOnArrival: act.colour === 'red',
    everRed: act.colour === 'red',
    opened: null,
    subjects,
    before: before ? { ...before, subjects } : null,
    outcomes: new Map(),
    undone: [],
    decideAbove: [],
    tookPart: [],
    answerHeld: false,
    answeredAt: null,
    challenges: 0,
    challengeOpen: false,
    unread: 0,
    notSafe: false,
    requests: [],
    allegationConsidered: false,
    apart: [],
    restrictionAsked: null,
    only: null,
    holds: [],
    erasureProposed: null,
    erasedAt: null,
  };
}

function withParticipant(concern: Concern, person: ActingPerson): readonly ActingPerson[] {
  return concern.tookPart.some((p) => p.account === person.account)
    ? concern.tookPart
    : [...concern.tookPart, person];
}

/** Where a record is restricted, whoever it is asked of or handed to by somebody let in is let in too. */
function letIn(concern: Concern, posts: readonly (PostId | null)[]): readonly PostId[] | null {
  if (!concern.only) return null;
  return [...new Set([...concern.only, ...posts.filter((post) => post !== null)])];
}

function withOutcomes(concern: Concern, act: Decided, at: Temporal.Instant): Concern {
  const outcomes = new Map(concern.outcomes);
  for (const given of act.outcomes) {
    outcomes.set(given.subject, {
      subject: given.subject,
      outcome: given.outcome,
      decidedBy: act.by,
      at,
      status: given.status,
      handedTo: given.handedTo,
      accepted: false,
    });
  }
  return {
    ...concern,
    outcomes,
    undone: concern.undone.filter((key) => !outcomes.has(key)),
    tookPart: withParticipant(concern, act.by),
    only: letIn(
      concern,
      act.outcomes.map((given) => given.handedTo),
    ),
    answerHeld: act.answer === 'held',
    answeredAt: act.answer === 'sent' ? at : concern.answeredAt,
  };
}

function mapOutcomes(
  concern: Concern,
  subjects: readonly SubjectKey[],
  change: (outcome: SubjectOutcome) => SubjectOutcome | null,
): ReadonlyMap<SubjectKey, SubjectOutcome> {
  const outcomes = new Map<SubjectKey, SubjectOutcome>();
  for (const [key, outcome] of concern.outcomes) {
    const changed = subjects.includes(key) ? change(outcome) : outcome;
    if (changed) outcomes.set(key, changed);
  }
  return outcomes;
}

function addSubject(concern: Concern, subject: SubjectKey): Concern {
  // A concern about no child in particular becomes one about this child; what was decided of the whole stays decided.
  const undecided = concern.outcomes.size === 0 && !concern.before;
  const first = concern.subjects.length === 1 && concern.subjects[0] === WHOLE && undecided;
  if (!first) return { ...concern, subjects: [...concern.subjects, subject] };
  // A decision that was refused or overturned stays owed one rung up: naming the child does not bring it back down.
  return {
    ...concern,
    subjects: [subject],
    undone: concern.undone.map((key) => (key === WHOLE ? subject : key)),
  };
}

function answerChallenge(concern: Concern, by: ActingPerson, upheld: boolean): Concern {
  const answered = { ...concern, challengeOpen: false, tookPart: withParticipant(concern, by) };
  if (!upheld) return answered;
  const outcomes = mapOutcomes(concern, concern.subjects, (o) =>
    OUTCOMES[o.outcome].lesser && o.status === 'in-force' ? null : o,
  );
  const undone = [...concern.outcomes.values()].filter((o) => !outcomes.has(o.subject));
  return {
    ...answered,
    outcomes,
    undone: [...concern.undone, ...undone.map((o) => o.subject)],
    decideAbove: [...concern.decideAbove, ...undone.map((o) => o.decidedBy)],
    answerHeld: false,
    answeredAt: undone.length > 0 ? null : concern.answeredAt,
  };
}

function applyAct(concern: Concern, act: ConcernAct, at: Temporal.Instant): Concern {
  switch (act.act) {
    case 'concern-received':
      return concern;
    case 'concern-opened':
      return concern.opened ? concern : { ...concern, opened: { ...act.by, at } };
    case 'concern-triaged':
      return { ...concern, colour: act.colour, everRed: concern.everRed || act.colour === 'red' };
    case 'child-added':
      return addSubject(concern, act.subject);
    case 'concern-decided':
      return withOutcomes(concern, act, at);
    case 'decision-confirmed':
      return {
        ...concern,
        outcomes: mapOutcomes(concern, act.subjects, (o) => ({ ...o, status: 'in-force' })),
        tookPart: withParticipant(concern, act.by),
        answerHeld: false,
        answeredAt: concern.answerHeld ? at : concern.answeredAt,
      };
    case 'confirmation-refused': {
      const refused = act.subjects.flatMap((key) => concern.outcomes.get(key)?.decidedBy ?? []);
      return {
        ...concern,
        outcomes: mapOutcomes(concern, act.subjects, () => null),
        undone: [...concern.undone, ...act.subjects],
        decideAbove: [...concern.decideAbove, ...refused],
        tookPart: withParticipant(concern, act.by),
        answerHeld: false,
      };
    }
    case 'handover-accepted':
      return { ...concern, outcomes: mapOutcomes(concern, [act.subject], (o) => ({ ...o, accepted: true })) };
    case 'handover-refused':
      return { ...concern, outcomes: mapOutcomes(concern, [act.subject], () => null) };
    case 'reporter-answered':
      return { ...concern, answeredAt: at };
    case 'message-received':
      return { ...concern, unread: concern.unread + 1 };
    case 'reporter-not-safe':
      return { ...concern, notSafe: true };
    case 'safety-taken-up':
      return { ...concern, notSafe: false };
    case 'messages-read':
      return { ...concern, unread: 0 };
    case 'concern-challenged':
      return { ...concern, challenges: concern.challenges + 1, challengeOpen: true };
    case 'challenge-answered':
      return answerChallenge(concern, act.by, act.upheld);
    case 'agency-asked':
      return {
        ...concern,
        requests: [...concern.requests, act.request],
        only: letIn(concern, [act.request.post]),
      };
    case 'request-answered':
    case 'request-declined': {
      const state = act.act === 'request-answered' ? 'answered' : 'declined';
      return {
        ...concern,
        requests: concern.requests.map((r) => (r.id === act.request ? { ...r, state } : r)),
      };
    }
    case 'allegation-considered':
      return { ...concern, allegationConsidered: true };
    case 'interest-declared':
      return { ...concern, apart: [...new Set([...concern.apart, act.by.account])] };
    case 'restriction-asked':
      return { ...concern, restrictionAsked: { by: act.by, kind: act.kind, posts: act.posts } };
    case 'restriction-confirmed':
      return { ...concern, restrictionAsked: null, only: act.posts.length > 0 ? act.posts : null };
    case 'restriction-refused':
      return { ...concern, restrictionAsked: null };
    case 'hold-placed':
      return { ...concern, holds: [...concern.holds, { id: act.hold, by: act.by }] };
    case 'hold-lifted':
      return { ...concern, holds: concern.holds.filter((hold) => hold.id !== act.hold) };
    case 'erasure-proposed': {
      const { erasure: id, by, agency, ground } = act;
      return { ...concern, erasureProposed: { id, by, agency, ground } };
    }
    case 'erasure-refused':
      return { ...concern, erasureProposed: null };
    case 'concern-erased':
      return { ...concern, erasureProposed: null, erasedAt: at };
    case 'message-sent':
    case 'person-named':
    case 'passage-masked':
    case 'passage-unmasked':
    case 'reporter-identity-seen':
    case 'attachment-opened':
    case 'attachment-locked':
      return concern;
  }
}

/** The state after one more act. */
export function foldAct(concern: Concern, act: ConcernAct, at: Temporal.Instant): Concern {
  return { ...applyAct(concern, act, at), acts: concern.acts + 1 };
}

/** The state after all acts, oldest first; throws when the first is not the receiving of the concern. */
export function foldConcern(
  id: ConcernId,
  acts: readonly { readonly act: ConcernAct; readonly at: Temporal.Instant }[],
): Concern {
  const [first, ...rest] = acts;
  if (first?.act.act !== 'concern-received') throw new Error('a concern begins by being received');
  return rest.reduce(
    (concern, { act, at }) => foldAct(concern, act, at),
    beginConcern(id, first.act, first.at),
  );
}
