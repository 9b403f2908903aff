/**
 * Wrenfold: an invented town, the same wherever it is built from the same seed, size and moment. Everything here is
 * synthetic: no real person, firm, street, number or mark (docs/operating/demo.md says by which rules).
 */
import type { DemoAct } from './acts.ts';
import { follow } from './aftermath.ts';
import { type Calendar, createCalendar, HOUR, MINUTE } from './calendar.ts';
import { handle, type Received } from './handling.ts';
import { createChance } from './random.ts';
import { SOURCES } from './sources.ts';
import { STORIES } from './stories/index.ts';
import { NEGATIVES } from './stories/negatives.ts';
import { type Piece, tellPiece } from './stories/piece.ts';
import { createMemory, listMoments, playMoment, playTelling, THEMES } from './stream.ts';
import type { Slots } from './words/template.ts';

export type { ActKind, DemoAct, DemoDecision, DemoOutcome } from './acts.ts';
export { AGENCIES, AREA, POSTS, TEAMS, VACANT } from './organisation.ts';
export { ACCOUNTS, HOLDINGS } from './people.ts';
export { STORIES } from './stories/index.ts';

export interface WrenfoldOptions {
  readonly seed: string;
  /** How many concerns, the stories' own included: about 5,000 for a demo, 60 for a test. At least 40. */
  readonly size: number;
  /** The demo's today: nothing happens later. */
  readonly now: Temporal.Instant;
}

const NO_SLOTS: Slots = {
  c: 'this child',
  he: 'they',
  him: 'them',
  his: 'their',
  n: 'two',
  day: 'Friday',
  place: 'town',
};

function momentOf(piece: Piece, calendar: Calendar): number {
  if ('minutesAgo' in piece.when) return calendar.now - piece.when.minutesAgo * MINUTE;
  const day = calendar.days[calendar.days.length - 1 - piece.when.daysAgo];
  if (!day) throw new Error('demo: a story begins before the calendar');
  return day.start + piece.when.hour * HOUR + 17 * MINUTE;
}

function playPiece(piece: Piece, calendar: Calendar, seed: string, key: string, story: string): DemoAct[] {
  const chance = createChance(`${seed}/${key}`);
  const at = momentOf(piece, calendar);
  const input = tellPiece(piece, `wrenfold-${key}`);
  const base: Received = {
    key,
    at,
    input,
    theme: 'older-adult',
    repeat: true,
    slots: NO_SLOTS,
    inPieces: true,
  };
  const received: Received = piece.decided
    ? { ...base, fixed: { handedTo: null, ...piece.decided } }
    : { ...base, leave: 'undecided' };
  const handled = handle(chance, calendar, received);
  return [
    { kind: 'raise', at, concern: key, by: piece.by, input, story },
    ...handled,
    ...follow(chance, calendar, received, handled),
  ];
}

function playStories(calendar: Calendar, seed: string): DemoAct[] {
  return STORIES.flatMap((story) =>
    story.pieces.flatMap((piece, index) =>
      playPiece(piece, calendar, seed, `${story.key}-${index + 1}`, story.key),
    ),
  );
}

function playNegatives(calendar: Calendar, seed: string): DemoAct[] {
  return NEGATIVES.flatMap((negative, index) => {
    const key = `${negative.key}-${index + 1}`;
    const source = SOURCES.find((one) => one.key === negative.source);
    const theme = THEMES.find((one) => one.key === negative.theme);
    const day = calendar.days[calendar.days.length - 1 - negative.daysAgo];
    if (!source || !theme || !day) throw new Error(`demo: ${key} names something that is not there`);
    const moment = { at: day.start + 11 * HOUR, source };
    const { household, child } = negative;
    return playTelling(createChance(`${seed}/${key}`), calendar, {
      key,
      moment,
      theme,
      household,
      child,
      repeat: false,
    });
  });
}

const ORDER: readonly string[] = ['raise', 'open', 'triage', 'request', 'decide', 'confirm'];
const rank = (act: DemoAct) => {
  const found = ORDER.indexOf(act.kind);
  return found < 0 ? ORDER.length : found;
};

/** Everything that happened in Wrenfold up to now, in order of time. Pure: the same options give the same acts. */
export function generateWrenfold(options: WrenfoldOptions): DemoAct[] {
  const calendar = createCalendar(options.now);
  const root = createChance(options.seed);
  const told = [...playStories(calendar, options.seed), ...playNegatives(calendar, options.seed)];
  const already = told.filter((act) => act.kind === 'raise').length;
  const memory = createMemory();
  const moments = listMoments(root.fork('moments'), calendar, Math.max(options.size - already, 6));
  const ordinary = moments.flatMap((moment, index) =>
    playMoment(root.fork(`concern-${index}`), calendar, memory, moment, `c${index + 1}`),
  );
  return [...told, ...ordinary]
    .map((act) => ({ ...act, at: Math.round(act.at) }))
    .filter((act) => act.at <= calendar.now)
    .sort(
      (a, b) =>
        a.at - b.at || rank(a) - rank(b) || (a.concern < b.concern ? -1 : a.concern > b.concern ? 1 : 0),
    );
}
