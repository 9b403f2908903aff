import type { Calendar } from './calendar.ts';
import { ageOn, type Child, type Family } from './families.ts';
import { HANGOUTS, SCHOOLS } from './places.ts';
import type { Chance } from './random.ts';
import type { Slots } from './words/template.ts';
import { QUOTES } from './words/voices.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const NUMBERS = ['two', 'three', 'four', 'five'];

function sayHour(chance: Chance): string {
  const hour = chance.pick([
    'six',
    'seven',
    'half seven',
    'eight',
    'half past nine',
    'ten',
    'quarter to eleven',
    'eleven',
    'midnight',
  ]);
  return hour;
}

/** A school year as English schools count it: eleven-year-olds are in Year 7 by the end of it. */
function yearGroup(age: number): string {
  if (age < 4) return 'nursery';
  return age < 5 ? 'Reception' : `Year ${Math.min(13, age - 4)}`;
}

/** Everything a template may speak of, for one telling about one child. `called` is what the teller calls the child. */
export function slotsFor(
  chance: Chance,
  calendar: Calendar,
  at: number,
  household: Family,
  child: Child,
  called: string,
): Slots {
  const girl = child.sex === 'female';
  const today = calendar.dayOf(at).date;
  const age = ageOn(child, today);
  const parent = household.adults[0]?.relationship ?? 'mother';
  const mum = { mother: 'mum', father: 'dad', grandmother: 'nan' }[parent] ?? 'mum';
  return {
    c: called,
    he: girl ? 'she' : 'he',
    him: girl ? 'her' : 'him',
    his: girl ? 'her' : 'his',
    himself: girl ? 'herself' : 'himself',
    mum,
    relative: chance
      .pick(['his aunt', 'a cousin', 'his grandad', 'a family friend'])
      .replace('his', girl ? 'her' : 'his'),
    age: age < 1 ? 'a baby' : String(age),
    year: yearGroup(age),
    street: household.address.replace(/^.*\d+ /, ''),
    place: chance.pick(HANGOUTS),
    school: child.school || 'nursery',
    other: chance.pick(SCHOOLS).name,
    day: DAYS[today.subtract({ days: chance.int(1, 4) }).dayOfWeek - 1] ?? 'Monday',
    weekday: DAYS[chance.int(0, 4)] ?? 'Monday',
    month: MONTHS[today.subtract({ months: chance.int(1, 6) }).month - 1] ?? 'May',
    hour: sayHour(chance),
    hour2: chance.pick(['one in the morning', 'half past two', 'six the next morning', 'about four']),
    n: chance.pick(NUMBERS),
    nth: chance.pick(['third', 'fourth', 'fifth', 'sixth']),
    percent: String(chance.int(48, 91)),
    quote: chance.pick(QUOTES),
  };
}
