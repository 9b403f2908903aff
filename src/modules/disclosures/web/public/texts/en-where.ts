/** Where it is and who must not see it, in English: asked in the sealed form, and again before a reprisal is told. */
export const WHERE_EN = {
  employer: 'The organisation it is about',
  employerOther: 'Another organisation, not in this list',
  unit: 'Which part of it',
  unitUnknown: 'I don’t know, or all of it',
  organisationName: 'Name of the organisation',
  keepFrom: 'Must somebody on the list not see it?',
  keepFromHint: 'Because it is about them, or they are close to those it is about.',
  optional: ' (you can leave this out)',
  employerMissing: 'Choose the organisation',
} as const;

export type WhereTexts = typeof WHERE_EN;
