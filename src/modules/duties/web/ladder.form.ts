import { asId, isId } from '../../../kernel/ids.ts';
import type { Ladder, Rung, RungTarget } from '../domain/ladder.ts';
import { clockHours, clockMinutes, type Span, workingDays, workingHours } from '../domain/span.ts';
import { readText } from './duties.form.ts';
import { FORM_RUNGS, type LadderValues } from './ladders.page.ts';

const NAMES = ['after', 'unit', 'acts', 'also', 'told'] as const;

/** Every field of the form as it was typed. */
export function readLadderValues(body: unknown): LadderValues {
  const values: Record<string, string> = { reason: readText(body, 'reason') };
  for (let n = 1; n <= FORM_RUNGS; n += 1)
    for (const name of NAMES) values[`${name}-${n}`] = readText(body, `${name}-${n}`);
  return values;
}

function readTarget(text: string | undefined): RungTarget | null {
  if (text === 'line:1' || text === 'line:2') return { to: 'line', up: Number(text.slice(5)) };
  return isId(text) ? { to: 'post', post: asId<'post'>(text) } : null;
}

const SPANS: Readonly<Record<string, (n: number) => Span>> = {
  minutes: clockMinutes,
  hours: clockHours,
  'working-hours': workingHours,
  'working-days': workingDays,
};

function readSpan(n: string | undefined, unit: string | undefined): Span {
  const count = /^\d{1,4}$/.test(n?.trim() ?? '') ? Number(n) : 0;
  const make = SPANS[unit ?? ''] ?? clockMinutes;
  return count === 0 ? clockMinutes(0) : make(count);
}

/** The ladder that was typed; what the form does not offer (weekly lists, patience) stays as it is in force. */
export function readLadder(values: LadderValues, current: Ladder): Ladder {
  const rungs: Rung[] = [];
  for (let n = 1; n <= FORM_RUNGS; n += 1) {
    const target = (name: string) => readTarget(values[`${name}-${n}`]);
    const acts = [target('acts'), target('also')].filter((one) => one !== null);
    const informs = [target('told')].filter((one) => one !== null);
    if (acts.length > 0)
      rungs.push({ after: readSpan(values[`after-${n}`], values[`unit-${n}`]), acts, informs });
  }
  return { ...current, rungs };
}

function writeTarget(target: RungTarget | undefined): string {
  if (!target) return '';
  return target.to === 'line' ? `line:${target.up}` : target.post;
}

function writeSpan(span: Span): readonly [string, string] {
  switch (span.unit) {
    case 'clock':
      return span.minutes > 0 && span.minutes % 60 === 0
        ? [String(span.minutes / 60), 'hours']
        : [String(span.minutes), 'minutes'];
    case 'working-hours':
      return [String(span.hours), 'working-hours'];
    case 'working-days':
      return [String(span.days), 'working-days'];
    case 'calendar':
      return [String((span.days ?? 0) * 24), 'hours'];
  }
}

/** The form filled with the ladder in force. */
export function writeLadderValues(ladder: Ladder): LadderValues {
  const values: Record<string, string> = {};
  for (const [index, rung] of ladder.rungs.entries()) {
    const n = index + 1;
    const [after, unit] = writeSpan(rung.after);
    values[`after-${n}`] = after;
    values[`unit-${n}`] = unit;
    values[`acts-${n}`] = writeTarget(rung.acts[0]);
    values[`also-${n}`] = writeTarget(rung.acts[1]);
    values[`told-${n}`] = writeTarget(rung.informs[0]);
  }
  return values;
}
