/**
 * The rules by which Heed points something out to a manager, each with a name, one threshold, and the bounds within which an
 * area may set it. What lies under an area's threshold but within the bounds is kept, so that a rule's misses can be counted.
 * Source: 60-linking.md ("Other signals, each a named, explained rule"); 20-domain.md ("Facts of the area kept as configuration").
 */

export interface SignalRuleFacts {
  readonly name: string;
  /** What it looks for, in one sentence. */
  readonly looksFor: string;
  /** What its threshold counts. */
  readonly counts: string;
  readonly least: number;
  readonly usual: number;
  readonly most: number;
}

export const SIGNAL_RULES = {
  network: {
    name: 'Network',
    looksFor: 'Children of different homes whom the same adults, cars, telephones and places reach.',
    counts: 'homes',
    least: 3,
    usual: 3,
    most: 6,
  },
  'repeat-warnings': {
    name: 'Repeat warnings',
    looksFor: 'Separate warnings in 12 months about the same child, adult or thing.',
    counts: 'separate incidents',
    least: 3,
    usual: 4,
    most: 8,
  },
  'co-missing': {
    name: 'Missing on the same nights',
    looksFor: 'Children of different homes who were missing on the same nights, more often than by chance.',
    counts: 'nights',
    least: 2,
    usual: 2,
    most: 5,
  },
  'place-rise': {
    name: 'A place’s sudden rise',
    looksFor: 'A place named for children of far more homes in four weeks than ever before there.',
    counts: 'homes in four weeks',
    least: 5,
    usual: 7,
    most: 15,
  },
  'adult-in-care': {
    name: 'An adult near a looked-after child',
    looksFor:
      'An adult who is not known as family, carer or professional, named again and again near a child who is looked after.',
    counts: 'concerns',
    least: 2,
    usual: 4,
    most: 8,
  },
  'vehicle-outside': {
    name: 'A vehicle at several homes or schools',
    looksFor: 'A vehicle named with several children’s homes, schools or other institutions.',
    counts: 'homes or schools',
    least: 2,
    usual: 3,
    most: 6,
  },
} as const satisfies Record<string, SignalRuleFacts>;

export type SignalRule = keyof typeof SIGNAL_RULES;

/** The names of the rules, in the order pages show them. */
export const SIGNAL_RULE_NAMES = Object.keys(SIGNAL_RULES) as readonly SignalRule[];

/** True for the name of a rule there is. */
export function isSignalRule(text: unknown): text is SignalRule {
  return typeof text === 'string' && Object.hasOwn(SIGNAL_RULES, text);
}

/** What an area has set a rule to. */
export interface RuleSetting {
  readonly rule: SignalRule;
  readonly on: boolean;
  readonly threshold: number;
}

/** True for a threshold that an area may set for this rule: a whole number within its bounds. */
export function isWithinBounds(rule: SignalRule, threshold: number): boolean {
  const { least, most } = SIGNAL_RULES[rule];
  return Number.isInteger(threshold) && threshold >= least && threshold <= most;
}

/** How a rule is set where nobody set it. */
export function usualSetting(rule: SignalRule): RuleSetting {
  return { rule, on: true, threshold: SIGNAL_RULES[rule].usual };
}
