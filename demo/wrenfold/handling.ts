import type { RaiseConcern } from '../../src/modules/concerns/domain/raise-input.ts';
import { deriveRecipient } from '../../src/modules/concerns/domain/vocabulary.ts';
import type { DemoAct, DemoDecision, DemoOutcome } from './acts.ts';
import { type Calendar, HOUR, MINUTE } from './calendar.ts';
import type { Chance } from './random.ts';
import { ANSWERS } from './words/answering.ts';
import { REASONS, REOPENS, SET_ASIDE, TRIAGE } from './words/deciding.ts';
import { type Slots, say } from './words/template.ts';

/** One concern as the front door meets it. */
export interface Received {
  readonly key: string;
  readonly at: number;
  readonly input: RaiseConcern;
  readonly theme: string;
  /** There was an earlier concern about this child within the year. */
  readonly repeat: boolean;
  readonly slots: Slots;
  /** What was decided, where a story says so. */
  readonly fixed?: DemoDecision;
  /** Part of a story written out beforehand: nothing is added to it by chance. */
  readonly inPieces?: true;
  /** Nobody has opened it yet, or nobody has decided it yet, however late that is. */
  readonly leave?: 'unopened' | 'undecided';
}

export const SCREENERS = ['screener-1', 'screener-2', 'screener-3', 'screener-4'] as const;
const EDT = ['edt-1', 'edt-2'] as const;
const DAY_BEGINS = 8.5 * HOUR;
const DAY_ENDS = 17.5 * HOUR;

/** True when the front door's office is open. */
export function isOffice(calendar: Calendar, at: number): boolean {
  const day = calendar.dayOf(at);
  const past = at - day.start;
  return day.working && past >= DAY_BEGINS && past < DAY_ENDS;
}

/** `at` if the office is open then, else some minutes after it next opens. */
export function inOffice(chance: Chance, calendar: Calendar, at: number): number {
  if (isOffice(calendar, at)) return at;
  const day = calendar.dayOf(at);
  const later = day.working && at - day.start < DAY_BEGINS ? day : calendar.nextWorking(day);
  return later.start + DAY_BEGINS + chance.int(0, 100) * MINUTE;
}

/** When `hours` of office time have gone by after `at`. */
export function afterOfficeHours(chance: Chance, calendar: Calendar, at: number, hours: number): number {
  let moment = inOffice(chance, calendar, at);
  let left = hours * HOUR;
  for (;;) {
    const ends = calendar.dayOf(moment).start + DAY_ENDS;
    if (moment + left < ends) return Math.round(moment + left);
    left -= ends - moment;
    moment = inOffice(chance, calendar, ends + MINUTE);
  }
}

function outcomeWeights(received: Received, red: boolean): readonly (readonly [DemoOutcome, number])[] {
  const outside = ['older-adult', 'carrying', 'missing', 'online'].includes(received.theme);
  const grave = received.theme === 'injury' || red;
  return [
    ['immediate-protection', grave ? 13 : 2],
    ['assessment', grave ? 46 : outside ? 36 : 26],
    ['joins-open-work', received.repeat ? 20 : 3],
    ['early-help', grave ? 8 : 22],
    ['information-and-advice', grave ? 9 : 25],
    ['another-to-answer', 2],
    ['no-further-action', grave ? 6 : 15],
  ];
}

/** The post that takes the work on, where the outcome hands it over. South has had no manager for two months. */
export function pickReceiver(
  chance: Chance,
  outcome: DemoOutcome,
  theme: string,
  south: boolean,
): string | null {
  const team = south && chance.chance(0.45) ? 'manager-south' : 'manager-north';
  const outside = ['older-adult', 'carrying', 'missing', 'online'].includes(theme);
  switch (outcome) {
    case 'immediate-protection':
    case 'assessment':
      return outside ? 'exploitation-manager' : team;
    case 'joins-open-work':
      return chance.pick([
        'worker-north-1',
        'worker-north-2',
        'worker-north-3',
        'worker-south-1',
        'worker-south-2',
      ]);
    case 'early-help':
      return 'early-help';
    case 'another-to-answer':
      return 'police-inspector';
    default:
      return null;
  }
}

function weightOf(outcome: DemoOutcome): 'acted' | 'advised' | 'noted' {
  if (outcome === 'no-further-action') return 'noted';
  return outcome === 'early-help' || outcome === 'information-and-advice' ? 'advised' : 'acted';
}

/** The words of a decision of this outcome. */
export function writeDecision(
  chance: Chance,
  received: Received,
  outcome: DemoOutcome,
  handedTo: string | null,
): DemoDecision {
  if (received.fixed) return received.fixed;
  const { slots } = received;
  const recipient = deriveRecipient(received.input.reporter.kind);
  const write = (lines: readonly string[]) => say(chance, chance.pick(lines), slots);
  return {
    outcome,
    handedTo,
    reason: write(REASONS[outcome]),
    setAside: write(SET_ASIDE[outcome]),
    wouldReopen: write(REOPENS),
    answer: write(ANSWERS[recipient][weightOf(outcome)]),
  };
}

interface Timing {
  readonly opened: number;
  readonly opener: string;
  readonly decided: number;
  readonly decider: string;
}

function whenOpened(chance: Chance, calendar: Calendar, at: number, red: boolean): number {
  if (red) return at + Math.round((3 + Math.min(chance.wait(9), chance.chance(0.04) ? 90 : 24)) * MINUTE);
  if (isOffice(calendar, at))
    return inOffice(chance, calendar, at + (4 + Math.min(chance.wait(55), 300)) * MINUTE);
  const opens = inOffice(chance, calendar, at);
  const late = chance.chance(0.02);
  if (opens - at < 11.5 * HOUR || late) return opens;
  return at + Math.round(chance.int(40, 680) * MINUTE);
}

function time(chance: Chance, calendar: Calendar, received: Received, red: boolean): Timing {
  const opened = Math.round(whenOpened(chance, calendar, received.at, red));
  const day = isOffice(calendar, opened);
  const opener = day ? chance.pick(SCREENERS) : chance.pick(EDT);
  if (red) {
    const late = chance.chance(0.05) ? 4.2 * HOUR : 0;
    return { opened, opener, decided: opened + late + chance.int(25, 190) * MINUTE, decider: opener };
  }
  const hours = chance.chance(0.055) ? 13 + chance.wait(9) : 0.3 + Math.min(chance.wait(3), 7);
  const decided = afterOfficeHours(chance, calendar, opened, hours);
  const own = day && chance.chance(0.85);
  return { opened, opener, decided, decider: own ? opener : chance.pick(SCREENERS) };
}

function triage(chance: Chance, received: Received, opened: number, by: string, red: boolean): DemoAct[] {
  const { key: concern, theme, slots, repeat } = received;
  const colour =
    !red && theme === 'injury' && chance.chance(0.25)
      ? 'red'
      : !red && !repeat && chance.chance(0.2)
        ? 'green'
        : null;
  if (colour === null) return [];
  const reason = say(chance, chance.pick(TRIAGE[colour]), slots);
  return [{ kind: 'triage', at: opened + chance.int(2, 9) * MINUTE, concern, by, colour, reason }];
}

/** How the front door dealt with one concern: opened, given a colour, decided, handed over. Acts in order of time. */
export function handle(chance: Chance, calendar: Calendar, received: Received): DemoAct[] {
  const { key: concern, input } = received;
  const red = input.danger === 'now' || input.reporter.kind === 'child';
  const { opened, opener, decided, decider } = time(chance, calendar, received, red);
  if (received.leave === 'unopened') return [];
  const acts: DemoAct[] = [{ kind: 'open', at: opened, concern, by: opener }];
  const coloured = received.inPieces ? [] : triage(chance, received, opened, opener, red);
  acts.push(...coloured);
  if (received.leave === 'undecided') return acts;
  const moved = coloured.some((act) => act.kind === 'triage' && act.colour === 'red');
  const at = moved ? opened + chance.int(30, 200) * MINUTE : decided;
  const by = moved ? opener : decider;
  const outcome = received.fixed?.outcome ?? chance.weighted(outcomeWeights(received, red || moved));
  const south = calendar.now - at > 70 * 24 * HOUR;
  const handedTo = received.fixed
    ? received.fixed.handedTo
    : pickReceiver(chance, outcome, received.theme, south);
  acts.push({ kind: 'decide', at, concern, by, ...writeDecision(chance, received, outcome, handedTo) });
  if (handedTo) {
    const hours =
      outcome === 'immediate-protection' ? 0.5 : chance.chance(0.05) ? 14 : 0.5 + Math.min(chance.wait(3), 8);
    const taken =
      outcome === 'immediate-protection' ? at + 20 * MINUTE : afterOfficeHours(chance, calendar, at, hours);
    acts.push({ kind: 'accept', at: taken, concern, by: handedTo });
  }
  return acts;
}
