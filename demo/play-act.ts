/**
 * Plays one demo act through the command a person would have used. Where what came before makes the act pointless (a
 * second person was not needed after all), it is left out, as a person would have left it out.
 */
import type { Actor } from '../src/kernel/actor.ts';
import type { Command, CommandContext } from '../src/kernel/command.ts';
import type { ConcernId } from '../src/kernel/ids.ts';
import type { Tx } from '../src/kernel/tx.ts';
import type { Concern } from '../src/modules/concerns/domain/concern.ts';
import * as concerns from '../src/modules/concerns/index.ts';
import type { RunOne } from '../src/platform/run-command.ts';
import { type ActLabel, type ActSource, firstBytesOf, idOf } from './ids.ts';
import { rememberConcerns } from './remember-concerns.ts';
import type { Who } from './who.ts';
import type { DemoAct, DemoOutcome } from './wrenfold/index.ts';

/** What playing an act needs. */
export interface Stage {
  readonly ports: concerns.ConcernsPorts;
  readonly source: ActSource;
  /** Random bytes are derived under this key. */
  readonly key: Uint8Array;
  readonly who: Who;
}

type Of<K extends DemoAct['kind']> = Extract<DemoAct, { kind: K }>;
type Raise = Of<'raise'>;

const BASIS = 'demo';
const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;

const SECTION: Readonly<Record<DemoOutcome, 'section-17' | 'section-47' | 'neither'>> = {
  'immediate-protection': 'section-47',
  assessment: 'section-17',
  'joins-open-work': 'neither',
  'early-help': 'neither',
  'information-and-advice': 'neither',
  'another-to-answer': 'neither',
  'no-further-action': 'neither',
};
const LEVEL: Readonly<Record<DemoOutcome, 1 | 2 | 3 | 4 | null>> = {
  'immediate-protection': 4,
  assessment: 3,
  'joins-open-work': null,
  'early-help': 2,
  'information-and-advice': 1,
  'another-to-answer': null,
  'no-further-action': 1,
};

/** Plays acts in order, remembering how each concern stands. */
export interface Player {
  /** Plays `act`; false when it was left out. */
  play(tx: Tx, run: RunOne, act: DemoAct): Promise<boolean>;
  /** Forgets how concerns stand: after a transaction that was rolled back. */
  forget(): void;
}

/** `raises`: the raise of each concern, by key. */
export function createPlayer(stage: Stage, raises: ReadonlyMap<string, Raise>): Player {
  const { source, who } = stage;
  const memory = rememberConcerns(stage.ports);
  const { ports } = memory;

  const raiseOf = (key: string): Raise => {
    const raise = raises.get(key);
    if (!raise) throw new Error(`demo: ${key} was never raised`);
    return raise;
  };
  const raiseLabel = (key: string): ActLabel => ({ label: `raise ${key}`, at: raiseOf(key).at });
  /** The first id that raising a concern takes is the concern's own. */
  const concernId = (key: string): ConcernId => idOf<'concern'>(raiseLabel(key), 0);
  /** The first random bytes that raising a concern takes are its receipt's secret. */
  const receiptOf = (key: string): string =>
    ports.receipts.make(firstBytesOf(stage.key, raiseLabel(key), 10)).digits;

  const inPost = (post: string, at: number): Actor => ({
    kind: 'account',
    account: who.holder(post, at),
    post: who.post(post),
    agency: who.agencyOfPost(post),
  });

  async function stateOf(tx: Tx, key: string): Promise<Concern> {
    const loaded = await ports.store.findConcern(tx, concernId(key));
    if (!loaded) throw new Error(`demo: ${key} is not there`);
    return loaded.state;
  }

  /** Runs a command of the act at its moment. `part` tells several commands of one act apart. */
  function perform<I, R>(
    run: RunOne,
    act: DemoAct,
    actor: Actor,
    command: Command<I, R>,
    input: I,
    part = '',
  ): Promise<R> {
    const kept = act.kind === 'raise' ? raiseLabel(act.concern) : null;
    source.begin(kept ?? { label: `${act.kind} ${act.concern} ${act.at} ${part}`, at: act.at });
    const moment = Temporal.Instant.fromEpochMilliseconds(act.at);
    const basis = actor.kind === 'account' || actor.kind === 'client' ? BASIS : null;
    return run({ actor, basis }, moment, (tx: Tx, ctx: CommandContext) => command(tx, ctx, input));
  }

  /** Runs a command on the act's concern by somebody in a post. */
  async function onConcern<I extends { concern: ConcernId }>(
    run: RunOne,
    act: DemoAct & { by: string | null },
    command: Command<I, Concern>,
    input: Omit<I, 'concern'>,
    part = '',
  ): Promise<true> {
    const actor = inPost(act.by ?? '', act.at);
    const whole = { ...input, concern: concernId(act.concern) } as I;
    await perform(run, act, actor, command, whole, part);
    return true;
  }

  /** The past has no worker: what came to light by a concern is told of at its moment. */
  async function judgeAtOnce(tx: Tx, run: RunOne, act: Raise): Promise<void> {
    const waiting = await ports.networks.claimOne(tx, concernId(act.concern));
    if (!waiting) return;
    const moment = Temporal.Instant.fromEpochMilliseconds(act.at);
    const judged = await concerns.judgeGroup(ports, tx, moment, [waiting]);
    if (!concerns.isWorthKeeping(judged)) return ports.networks.settle(tx, judged.held, judged.looked);
    source.begin({ label: `judge ${act.concern}`, at: act.at });
    // Lanes name nobody in common, so that no two of them make one pattern: none waits for another.
    const judge = concerns.judgeWaiting({
      ...ports,
      store: { ...ports.store, lockPatterns: async () => undefined },
    });
    await run(ENGINE, moment, (inner, ctx) => judge(inner, ctx, judged));
  }

  async function raise(tx: Tx, run: RunOne, act: Raise): Promise<boolean> {
    const police = act.input.channel === 'partner-api';
    const actor: Actor = act.by
      ? inPost(act.by, act.at)
      : police
        ? { kind: 'client', client: who.client, agency: who.agency('police') }
        : { kind: 'public' };
    await perform(run, act, actor, concerns.raiseConcern(ports), act.input);
    await judgeAtOnce(tx, run, act);
    return true;
  }

  async function open(_tx: Tx, run: RunOne, act: Of<'open'>): Promise<boolean> {
    const input = { concern: concernId(act.concern) };
    await perform(run, act, inPost(act.by, act.at), concerns.openConcern(ports), input);
    return true;
  }

  async function triage(tx: Tx, run: RunOne, act: Of<'triage'>): Promise<boolean> {
    if ((await stateOf(tx, act.concern)).colour === act.colour) return false;
    const { colour, reason } = act;
    return onConcern(run, act, concerns.triageConcern(ports), { colour, reason });
  }

  async function decide(tx: Tx, run: RunOne, act: Of<'decide'>): Promise<boolean> {
    const state = await stateOf(tx, act.concern);
    const undecided = state.subjects.filter((subject) => !state.outcomes.has(subject));
    if (undecided.length === 0) return false;
    const handedTo = act.handedTo === null ? null : who.post(act.handedTo);
    return onConcern(run, act, concerns.decideConcern(ports), {
      choices: undecided.map((subject) => ({
        subject,
        outcome: act.outcome,
        section: SECTION[act.outcome],
        level: LEVEL[act.outcome],
        handedTo,
        sameAs: null,
      })),
      reason: act.reason,
      optionsSetAside: act.setAside,
      wouldReopen: act.wouldReopen,
      answer: state.answeredAt === null && !state.answerHeld ? act.answer : null,
      known: { lookedAfter: false, careLeaver: false, missingEpisodes: 0 },
    });
  }

  async function confirm(tx: Tx, run: RunOne, act: Of<'confirm'>): Promise<boolean> {
    const state = await stateOf(tx, act.concern);
    const held = [...state.outcomes.values()].filter((outcome) => outcome.status === 'held');
    if (held.length === 0) return false;
    if (act.agrees) return onConcern(run, act, concerns.confirmDecision(ports), {});
    return onConcern(run, act, concerns.refuseConfirmation(ports), { reason: act.reason });
  }

  async function accept(tx: Tx, run: RunOne, act: Of<'accept'>): Promise<boolean> {
    const state = await stateOf(tx, act.concern);
    const post = who.post(act.by);
    let played = false;
    for (const [subject, outcome] of state.outcomes) {
      if (outcome.handedTo !== post || outcome.accepted || outcome.status !== 'in-force') continue;
      played = await onConcern(run, act, concerns.acceptHandover(ports), { subject }, subject);
    }
    return played;
  }

  async function answer(tx: Tx, run: RunOne, act: Of<'answer'>): Promise<boolean> {
    const state = await stateOf(tx, act.concern);
    if (state.answeredAt || state.answerHeld || !state.reachable) return false;
    return onConcern(run, act, concerns.answerReporter(ports), { text: act.words });
  }

  async function message(tx: Tx, run: RunOne, act: Of<'message'>): Promise<boolean> {
    if (act.by !== null) return onConcern(run, act, concerns.sendMessage(ports), { text: act.words });
    const { id } = await stateOf(tx, act.concern);
    const input = {
      receipt: receiptOf(act.concern),
      text: act.words,
      idempotencyKey: `wrenfold message ${act.concern} ${act.at}`,
    };
    await perform(run, act, { kind: 'reporter', concern: id }, concerns.addMessage(ports), input);
    return true;
  }

  async function challenge(tx: Tx, run: RunOne, act: Of<'challenge'>): Promise<boolean> {
    const { id, answeredAt, challengeOpen } = await stateOf(tx, act.concern);
    if (!answeredAt || challengeOpen) return false;
    const input = {
      receipt: receiptOf(act.concern),
      text: act.words,
      idempotencyKey: `wrenfold challenge ${act.concern}`,
    };
    await perform(run, act, { kind: 'reporter', concern: id }, concerns.challengeAnswer(ports), input);
    return true;
  }

  async function answerChallenge(tx: Tx, run: RunOne, act: Of<'answer-challenge'>): Promise<boolean> {
    if (!(await stateOf(tx, act.concern)).challengeOpen) return false;
    const { upheld, words } = act;
    return onConcern(run, act, concerns.answerChallenge(ports), { upheld, text: words });
  }

  async function request(_tx: Tx, run: RunOne, act: Of<'request'>): Promise<boolean> {
    return onConcern(run, act, concerns.askAgency(ports), {
      agency: who.agencyOfPost(act.of),
      post: who.post(act.of),
      kind: 'information',
      ask: act.words,
      purpose: 'To decide whether this child needs help or protection.',
      lawfulBasis:
        'Children Act 1989, sections 17 and 47; Children Act 2004, section 11. Consent is not relied upon.',
    });
  }

  async function reply(tx: Tx, run: RunOne, act: Of<'reply'>): Promise<boolean> {
    const open = (await stateOf(tx, act.concern)).requests.find((one) => one.state === 'asked');
    if (!open) return false;
    const input = { request: open.id, answered: true, text: act.words };
    return onConcern(run, act, concerns.replyToRequest(ports), input);
  }

  async function consider(tx: Tx, run: RunOne, act: Of<'refer-lado'>): Promise<boolean> {
    const state = await stateOf(tx, act.concern);
    if (!state.aboutWorker || state.allegationConsidered) return false;
    const note = 'Considered with the employer and the police; advice given on duties meanwhile.';
    return onConcern(run, act, concerns.considerAllegation(ports), { note });
  }

  async function read(tx: Tx, run: RunOne, act: Of<'read-messages'>): Promise<boolean> {
    if ((await stateOf(tx, act.concern)).unread === 0) return false;
    return onConcern(run, act, concerns.readMessages(ports), {});
  }

  function playOne(tx: Tx, run: RunOne, act: DemoAct): Promise<boolean> {
    switch (act.kind) {
      case 'raise':
        return raise(tx, run, act);
      case 'open':
        return open(tx, run, act);
      case 'triage':
        return triage(tx, run, act);
      case 'decide':
        return decide(tx, run, act);
      case 'confirm':
        return confirm(tx, run, act);
      case 'accept':
        return accept(tx, run, act);
      case 'answer':
        return answer(tx, run, act);
      case 'message':
        return message(tx, run, act);
      case 'read-messages':
        return read(tx, run, act);
      case 'challenge':
        return challenge(tx, run, act);
      case 'answer-challenge':
        return answerChallenge(tx, run, act);
      case 'request':
        return request(tx, run, act);
      case 'reply':
        return reply(tx, run, act);
      case 'refer-lado':
        return consider(tx, run, act);
    }
  }
  return {
    play: async (tx, run, act) => {
      const played = await playOne(tx, run, act);
      memory.endAct();
      return played;
    },
    forget: memory.forget,
  };
}
