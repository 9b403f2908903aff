/**
 * Registration marks seen at a glance or heard by ear. Source: 60-linking.md ("O/0 I/1 confusions", "one character off a
 * registration mark heard by ear; partial marks: something like YK12 ending B"); shapes of marks by DVLA INF104.
 */
import { foldText } from './fold-text.ts';

/** A mark for comparing: O and 0 are one character, and I and 1. */
export interface Registration {
  /** The whole mark; `null` when only parts are known. */
  readonly whole: string | null;
  /** Parts that can be compared: "start:YK12", "end:ABC", "start:YK12 last:C", "start:YK12 last:BC". */
  readonly parts: readonly string[];
}

const CURRENT = /^[A-Z]{2}[0-9]{2}[A-Z]{3}$/;
const WHOLE = [CURRENT, /^[A-Z][0-9]{1,3}[A-Z]{3}$/, /^[A-Z]{3}[0-9]{1,3}[A-Z]$/, /^[A-Z]{3}[0-9]{3,4}$/];

function alike(mark: string): string {
  return mark.replaceAll('O', '0').replaceAll('I', '1').replaceAll('Q', '0');
}

/** `mark` with letters where the current shape has letters, and digits where it has digits: "YKI2 ABC" is YK12 ABC. */
function inCurrentShape(mark: string): string {
  if (mark.length !== 7) return mark;
  const letter = (text: string) => text.replaceAll('0', 'O').replaceAll('1', 'I');
  const digit = (text: string) => text.replaceAll('O', '0').replaceAll('I', '1');
  const shaped = letter(mark.slice(0, 2)) + digit(mark.slice(2, 4)) + letter(mark.slice(4));
  return CURRENT.test(shaped) ? shaped : mark;
}

/**
 * The parts of a whole mark: its beginning, its end, and its beginning with the last one or two letters, which many fewer share
 * ("something like YK12 ending B").
 */
const partsOf = (start: string, end: string): readonly string[] => [
  `start:${start}`,
  `end:${end}`,
  `start:${start} last:${end.slice(-1)}`,
  `start:${start} last:${end.slice(-2)}`,
];

const PLACEHOLDER = /^(.)\1+$|^(?:TEST|NONE|UNKNOWN|NOTKNOWN|NA|ABC123|TBC)$/;

/** Reads a mark, whole or in part. Nothing to compare: no whole and no parts. */
export function normaliseRegistration(text: string): Registration {
  const upper = foldText(text).toUpperCase().slice(0, 60);
  const joined = inCurrentShape(upper.replace(/[^A-Z0-9]/g, ''));
  if (PLACEHOLDER.test(joined)) return { whole: null, parts: [] };
  if (WHOLE.some((shape) => shape.test(joined))) {
    const mark = alike(joined);
    const parts = joined.length === 7 ? partsOf(mark.slice(0, 4), mark.slice(-3)) : [];
    return { whole: mark, parts };
  }
  const pieces = upper.match(/[A-Z0-9]+/g) ?? [];
  const start = pieces.find((piece) => /^[A-Z]{2}[0-9OI]{2}$/.test(piece) && /[0-9]/.test(piece));
  const ends = /END/.test(upper) || start !== undefined;
  const end = ends ? pieces.findLast((piece) => /^[A-Z]{3}$/.test(piece) && piece !== 'END') : undefined;
  const last = /\bEND(?:S|ING|ED)?(?: (?:IN|WITH))? ([A-Z]{1,2})\b/.exec(upper)?.[1];
  return {
    whole: null,
    parts: [
      ...(start === undefined ? [] : [`start:${alike(start)}`]),
      ...(end === undefined ? [] : [`end:${alike(end)}`]),
      ...(start === undefined || last === undefined ? [] : [`start:${alike(start)} last:${alike(last)}`]),
    ],
  };
}

/** The mark with each character in turn left open: two marks share one of these when they differ in one character. */
export function listNearMarks(whole: string): readonly string[] {
  return [...whole].map((_, at) => `${whole.slice(0, at)}?${whole.slice(at + 1)}`);
}

const BEGINS_AND_ENDS =
  /^(?:STARTS?|STARTING|BEGINS?|BEGINNING)?\s*(?:WITH\s+)?([A-Z0-9]{2,6})(?:\s*[*?._…-]+\s*|\s+(?:AND\s+)?(?:ENDS?|ENDING)\s+(?:IN\s+|WITH\s+)?)([A-Z0-9]{1,3})$/;

/**
 * How a mark is told of which somebody saw the beginning and the end ("YK12 ending B", "YK12**B"): whether another mark, as it was
 * written, can be it. `null` when that is not what was typed.
 */
export function readPartialMark(text: string): ((mark: string) => boolean) | null {
  const [, start, end] = BEGINS_AND_ENDS.exec(foldText(text).toUpperCase().trim().slice(0, 60)) ?? [];
  if (start === undefined || end === undefined || !/\d/.test(start)) return null;
  return (mark) => {
    const plain = alike(
      inCurrentShape(
        foldText(mark)
          .toUpperCase()
          .replace(/[^A-Z0-9]/g, ''),
      ),
    );
    const room = plain.length > start.length + end.length;
    return room && plain.startsWith(alike(start)) && plain.endsWith(alike(end));
  };
}
