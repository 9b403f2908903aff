/**
 * What a concern names, as it was given. "A girl about 14, called Jay, from the red-brick school" must do
 * (20-domain.md): every field is optional but the kind, and nothing is corrected on the way in.
 */

/** A child or an adult, as given. */
export interface PersonAsGiven {
  readonly kind: 'child' | 'adult';
  /** Any names, nicknames or titles, in any order, as said. */
  readonly name?: string;
  /** As said: "2012-05-01", "1/5/2012", "May 2012". */
  readonly dateOfBirth?: string;
  /** As said: "14", "about 14", "in her 30s". */
  readonly age?: string;
  readonly sex?: string;
  readonly school?: string;
  readonly address?: string;
  readonly postcode?: string;
  /** Unique property reference number of where they live: 1 to 12 digits. */
  readonly uprn?: string;
  readonly phone?: string;
  /** Anything else that might help to know who this is; or who they are to the child. */
  readonly description?: string;
  /** Who they are to the child, as said ("uncle", "a man with a van"). */
  readonly relationship?: string;
  /** NHS number, UPN or another system's own number, when a professional gives one. */
  readonly identifiers?: Readonly<Record<string, string>>;
}

export interface PhoneAsGiven {
  readonly kind: 'phone';
  readonly number: string;
  readonly description?: string;
}

export interface VehicleAsGiven {
  readonly kind: 'vehicle';
  /** Whole or partial, as heard or seen. */
  readonly registration?: string;
  readonly colour?: string;
  readonly make?: string;
  readonly description?: string;
}

export interface PlaceAsGiven {
  readonly kind: 'place';
  /** A name, nickname or "the flat above the takeaway". */
  readonly name?: string;
  readonly address?: string;
  readonly postcode?: string;
  /** Unique property reference number: 1 to 12 digits. */
  readonly uprn?: string;
  readonly description?: string;
}

/** An online account. */
export interface OnlineAccountAsGiven {
  readonly kind: 'account';
  readonly handle: string;
  readonly site?: string;
  readonly description?: string;
}

export interface OrganisationAsGiven {
  readonly kind: 'organisation';
  readonly name: string;
  readonly postcode?: string;
  readonly description?: string;
}

export type MentionAsGiven =
  | PersonAsGiven
  | PhoneAsGiven
  | VehicleAsGiven
  | PlaceAsGiven
  | OnlineAccountAsGiven
  | OrganisationAsGiven;

export type MentionKind = MentionAsGiven['kind'];
