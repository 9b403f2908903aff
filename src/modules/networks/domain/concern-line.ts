/**
 * One concern as the watch for networks needs it: who it is about and what it names, nothing of what was said.
 * Source: 60-linking.md ("Networks").
 */
export const THING_KINDS = [
  'adult',
  'phone',
  'vehicle',
  'address',
  'place',
  'account',
  'organisation',
] as const;
export type ThingKind = (typeof THING_KINDS)[number];

export interface NamedThing {
  readonly kind: ThingKind;
  readonly ref: string;
  /** A school, hospital, children's home, court: shared by many for good reasons. Once said of a thing, it holds. */
  readonly institution?: boolean;
}

export interface ConcernLine {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly agency: string;
  readonly area: string;
  /** `household`: who lives together; `null` where nobody has said. */
  readonly children: readonly { readonly ref: string; readonly household: string | null }[];
  readonly mentions: readonly NamedThing[];
}

/** Whether a thing of this kind is one that children of different homes seldom share by chance. */
export function isStrong(kind: ThingKind): boolean {
  return kind === 'adult' || kind === 'phone' || kind === 'vehicle';
}
