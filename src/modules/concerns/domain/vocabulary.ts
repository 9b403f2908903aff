/**
 * The words of a concern. Source: 20-domain.md (Concern); Working Together to Safeguard Children (contact, referral,
 * section 17, section 47); the front door's red, amber and green.
 */

/** Who raised it, in relation to the child. Drives the questions asked, the answer's words and the clock. */
export const REPORTER_KINDS = [
  'child',
  'family',
  'carer',
  'neighbour',
  'teacher',
  'youth-worker',
  'health',
  'police',
  'helpline',
  'other',
] as const;
export type ReporterKind = (typeof REPORTER_KINDS)[number];

/** How the reporter wants to be known. Confidential: identity held apart, seen only by the front door, each look an entry. */
export const NAMINGS = ['named', 'confidential', 'anonymous'] as const;
export type Naming = (typeof NAMINGS)[number];

/** Which door it came through; `earlier-system`: carried over from what the area used before Heed. */
export const CHANNELS = [
  'public',
  'helpline',
  'partner-page',
  'partner-api',
  'outreach',
  'child-page',
  'earlier-system',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** The front door's triage colours. Red: opened in 30 clock minutes, decided in 4 clock hours, day or night. */
export const COLOURS = ['red', 'amber', 'green'] as const;
export type Colour = (typeof COLOURS)[number];

/** Danger now or tonight, as the reporter sees it. */
export const DANGERS = ['now', 'no', 'not-sure'] as const;
export type Danger = (typeof DANGERS)[number];

/** When what they are worried about happened. */
export const WHENS = ['now', 'recent', 'long-ago', 'not-said'] as const;
export type When = (typeof WHENS)[number];

/** Whether the parents know, and whether telling them is safe. Unsafe or unknown means they are not told. */
export const PARENTS = ['know', 'do-not-know-safe-to-tell', 'unsafe-to-tell', 'not-sure'] as const;
export type Parents = (typeof PARENTS)[number];

/** Who the answer is written for; the less a recipient should know, the shorter its templates. */
export const RECIPIENTS = ['child', 'professional', 'parent', 'public'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/**
 * Things adults may tick. Non-graphic, observable, and never about what a child "chose".
 * `exploitation` marks those that put the decision under the second-person rule and route a pattern review to the
 * exploitation manager.
 */
export const INDICATORS = {
  'missing-overnight': { words: 'Missing overnight or for long stretches', exploitation: true },
  'unexplained-gifts': { words: 'Money, phones or gifts nobody can explain', exploitation: true },
  'older-adult': { words: 'Spends time with an older adult outside the family', exploitation: true },
  'older-adult-with-car': { words: 'Collected or dropped off by adults in cars', exploitation: true },
  'many-phones': {
    words: 'More than one phone, or calls and messages they seem afraid of',
    exploitation: true,
  },
  'travel-unexplained': { words: 'Travels to places they have no reason to be', exploitation: true },
  'carrying-for-others': { words: 'Seems to carry or hide things for other people', exploitation: true },
  'online-contact': { words: 'Contact online with somebody the family does not know', exploitation: true },
  'afraid-of-somebody': { words: 'Seems afraid of somebody', exploitation: false },
  'afraid-to-go-home': { words: 'Does not want to go home', exploitation: false },
  injuries: { words: 'Injuries, or explanations that do not fit', exploitation: false },
  'hungry-or-unkempt': { words: 'Often hungry, tired or in the wrong clothes', exploitation: false },
  'adults-fighting': { words: 'Violence or shouting between adults at home', exploitation: false },
  'drink-or-drugs-at-home': { words: 'Adults’ drinking or drug use affects the child', exploitation: false },
  'school-missing': { words: 'Missing school', exploitation: false },
  'change-in-mood': { words: 'A change in mood, sleep or how they are with others', exploitation: false },
  'left-alone': { words: 'Left alone, or with people who are not safe', exploitation: false },
} as const satisfies Record<string, { words: string; exploitation: boolean }>;
export type Indicator = keyof typeof INDICATORS;

/** True when any indicator ticked is one of exploitation. */
export function hasExploitation(indicators: readonly Indicator[]): boolean {
  return indicators.some((name) => INDICATORS[name].exploitation);
}

/** The reporter kinds that speak as part of their work: they are answered as professionals. */
export const PROFESSIONALS: readonly ReporterKind[] = [
  'teacher',
  'youth-worker',
  'health',
  'police',
  'helpline',
];

/** To whom the answer is written by default: the least by default, so a carer or "other" is answered as the public. */
export function deriveRecipient(kind: ReporterKind): Recipient {
  if (kind === 'child') return 'child';
  if (kind === 'family') return 'parent';
  return PROFESSIONALS.includes(kind) ? 'professional' : 'public';
}
