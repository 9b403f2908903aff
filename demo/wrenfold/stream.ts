import type { DemoAct } from './acts.ts';
import { follow } from './aftermath.ts';
import { busyness, type Calendar, type Day, HOUR, MINUTE } from './calendar.ts';
import { ageOn, type Child, type Family, makeFamily } from './families.ts';
import { handle, type Received } from './handling.ts';
import type { Chance } from './random.ts';
import { slotsFor } from './slots.ts';
import { pickMinute, pickSource, type Source } from './sources.ts';
import { makeTelling } from './telling.ts';
import { HOME } from './words/home.ts';
import { OUTSIDE } from './words/outside.ts';
import type { Theme } from './words/theme.ts';

export const THEMES: readonly Theme[] = [...HOME, ...OUTSIDE];
/** Share of concerns about a child of whom there was another within twelve months. */
export const REPEATS = 0.235;
const YEAR = 365 * 24 * HOUR;

/** A moment, and who speaks. */
export interface Moment {
  readonly at: number;
  readonly source: Source;
  /** Only just come in, for a fixed purpose: see `RED_NOW`. */
  readonly red?: { readonly leave?: 'unopened' | 'undecided' };
}

/** Red concerns on the inbox today: in clock, late to be opened, opened and due soon, opened and missed. */
const RED_NOW: readonly (readonly [minutesAgo: number, leave: 'unopened' | 'undecided'])[] = [
  [11, 'unopened'],
  [52, 'unopened'],
  [130, 'undecided'],
  [380, 'undecided'],
  [1500, 'undecided'],
];

/** When ordinary concerns came in: `count` over three years by weekday and season, and a busy last nine days. */
export function listMoments(chance: Chance, calendar: Calendar, count: number): Moment[] {
  const recent = Math.max(3, Math.round(count * 0.011));
  const weights = calendar.days.map((day) => [day, busyness(day)] as const);
  const lately = weights.slice(-10);
  const sums: number[] = [];
  let total = 0;
  for (const [, weight] of weights) {
    total += weight;
    sums.push(total);
  }
  const pickDay = (): Day => {
    const at = chance.next() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return calendar.days[low] ?? (calendar.days[0] as Day);
  };
  const moments: Moment[] = [];
  const reds = RED_NOW.slice(0, Math.max(2, Math.min(RED_NOW.length, Math.round(count / 40))));
  for (const [minutes, leave] of reds) {
    const at = calendar.now - minutes * MINUTE;
    moments.push({ at, source: pickSource(chance, calendar.dayOf(at)), red: { leave } });
  }
  while (moments.length < count) {
    const day = moments.length < reds.length + recent ? chance.weighted(lately) : pickDay();
    const source = pickSource(chance, day);
    const at = day.start + pickMinute(chance, source) * MINUTE + chance.int(0, 59) * 1000;
    if (at < calendar.now - 5 * MINUTE) moments.push({ at, source });
  }
  return moments.sort((a, b) => a.at - b.at);
}

/** From which age a theme is told, and to which; and from which age a child tells it themself. */
function agesFor(theme: string, kind: string): readonly [number, number] {
  const oldest = 17;
  if (kind === 'child') return [10, oldest];
  if (kind === 'youth-worker') return [10, oldest];
  if (theme === 'older-adult' || theme === 'carrying' || theme === 'missing') return [11, oldest];
  if (theme === 'online') return [10, 16];
  if (theme === 'mood' || theme === 'carer') return [9, oldest];
  if (theme === 'alone' || theme === 'home' || theme === 'drink') return [4, 13];
  if (kind === 'teacher' || theme === 'school') return [5, 15];
  return [0, kind === 'health' ? 8 : oldest];
}

interface Known {
  readonly household: Family;
  readonly child: Child;
  lastAt: number;
  times: number;
}

/** Remembers who has been told about, so that some are told about again. */
export function createMemory() {
  const known: Known[] = [];
  let oldest = 0;
  function again(
    chance: Chance,
    calendar: Calendar,
    at: number,
    ages: readonly [number, number],
  ): Known | null {
    while (oldest < known.length && (known[oldest]?.lastAt ?? at) < at - YEAR) oldest += 1;
    const date = calendar.dayOf(at).date;
    for (let look = 0; look < 12 && known.length > oldest; look += 1) {
      const found = known[chance.int(oldest, known.length - 1)];
      if (!found || found.lastAt < at - YEAR || found.times > 6) continue;
      const age = ageOn(found.child, date);
      if (age >= ages[0] && age <= ages[1]) return found;
    }
    return null;
  }
  return {
    again,
    remember: (household: Family, child: Child, at: number) =>
      known.push({ household, child, lastAt: at, times: 1 }),
  };
}

/** How long ago, in whole days, and what that means for a concern that has just come in: many are not yet decided. */
function leaveAsIs(
  chance: Chance,
  calendar: Calendar,
  at: number,
  red: boolean,
): 'unopened' | 'undecided' | undefined {
  const days = (calendar.now - at) / (24 * HOUR);
  if (days > 9.5) return undefined;
  if (red) return chance.chance(days < 4 ? 0.12 : 0.03) ? 'undecided' : undefined;
  if (chance.chance(0.035)) return 'unopened';
  return chance.chance(days < 1.5 ? 0.8 : days < 4 ? 0.55 : 0.16) ? 'undecided' : undefined;
}

/** One ordinary concern: told, and dealt with. */
export function playMoment(
  chance: Chance,
  calendar: Calendar,
  memory: ReturnType<typeof createMemory>,
  moment: Moment,
  key: string,
): DemoAct[] {
  const { at, source } = moment;
  const theme = chance.weighted(THEMES.map((one) => [one, one.share] as const));
  const ages = agesFor(theme.key, source.kind);
  const old = chance.chance(REPEATS) ? memory.again(chance, calendar, at, ages) : null;
  const household = old?.household ?? makeFamily(chance, calendar.dayOf(at).date, ages[0], ages[1]);
  const child = old?.child ?? (household.children[0] as Child);
  if (old) {
    old.lastAt = at;
    old.times += 1;
  } else memory.remember(household, child, at);
  return playTelling(chance, calendar, { key, moment, theme, household, child, repeat: old !== null });
}

/** One telling about a given child. */
export function playTelling(
  chance: Chance,
  calendar: Calendar,
  told: {
    readonly key: string;
    readonly moment: Moment;
    readonly theme: Theme;
    readonly household: Family;
    readonly child: Child;
    readonly repeat: boolean;
  },
): DemoAct[] {
  const { key, moment, theme, household, child } = told;
  const { at, source } = moment;
  const telling = { at, source, theme, household, child, ...(moment.red ? { danger: 'now' as const } : {}) };
  const input = makeTelling(chance, calendar, telling, `wrenfold-${key}`);
  const slots = slotsFor(chance, calendar, at, household, child, child.given);
  const red = input.danger === 'now' || input.reporter.kind === 'child';
  const leave = moment.red ? moment.red.leave : leaveAsIs(chance, calendar, at, red);
  const received: Received = {
    key,
    at,
    input,
    theme: theme.key,
    repeat: told.repeat,
    slots,
    ...(leave ? { leave } : {}),
  };
  const by = source.posts.length > 0 ? chance.pick(source.posts) : null;
  const handled = handle(chance, calendar, received);
  return [
    { kind: 'raise', at, concern: key, by, input, story: null },
    ...handled,
    ...follow(chance, calendar, received, handled),
  ];
}
