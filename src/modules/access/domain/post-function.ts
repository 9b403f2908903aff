/**
 * What a post is for, apart from what it is called. Source: 20-domain.md ("A post is a named responsibility"), Working
 * Together to Safeguard Children (LADO, conference chair, strategic partners), 30-duties.md (ladders).
 * Rules, ladders and access policies speak of functions, so that renaming "MASH screener" to something else next year
 * breaks no ladder.
 */
export const POST_FUNCTIONS = {
  'front-door-screener': 'Front-door screener',
  'emergency-duty': 'Emergency duty, out of hours',
  'allocated-worker': 'Social worker holding cases',
  'team-manager': 'Team manager',
  'head-of-service': 'Head of service',
  director: 'Director of children’s services',
  'chief-executive': 'Chief executive',
  'safeguarding-partner': 'Safeguarding partner with power to act',
  scrutineer: 'Independent scrutineer',
  'national-contact': 'National contact',
  lado: 'Designated officer for allegations (LADO)',
  'exploitation-manager': 'Manager of the joint exploitation team',
  'child-protection-manager': 'Child protection manager',
  'conference-chair': 'Conference chair',
  'independent-reviewing-officer': 'Independent reviewing officer',
  'personal-adviser': 'Personal adviser to care leavers',
  police: 'Police practitioner',
  health: 'Health practitioner',
  school: 'School practitioner',
  'youth-work': 'Youth worker',
  voluntary: 'Voluntary body practitioner',
  'helpline-adviser': 'Helpline adviser',
  'information-governance': 'Information governance officer',
  administrator: 'Administrator',
  'elected-member': 'Elected member',
  inspector: 'Inspector',
} as const;

/** One of the functions a post may have. */
export type PostFunction = keyof typeof POST_FUNCTIONS;

/** True when `text` names a function that policies and ladders know. */
export function isPostFunction(text: string): text is PostFunction {
  return Object.hasOwn(POST_FUNCTIONS, text);
}
