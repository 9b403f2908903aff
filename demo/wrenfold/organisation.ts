/**
 * Who Wrenfold is made of: eight agencies, their teams and posts. Source: Working Together to Safeguard Children
 * (safeguarding partners, relevant agencies, LADO, conference chairs) and 20-domain.md (duties belong to posts).
 * Every ladder can end outside the council: at the police superintendent, the scrutineer and the national contact.
 */
export interface DemoAgency {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  /** Outside the organisations that must answer. */
  readonly outside: boolean;
  readonly domain: string;
}

export interface DemoPost {
  readonly key: string;
  readonly agency: string;
  readonly team: string | null;
  readonly name: string;
  readonly functions: readonly string[];
  readonly reportsTo: string | null;
  /** Ends of its drama phone: 01632 960NNN. */
  readonly phone: number;
}

export const AREA = 'Wrenfold';

export const AGENCIES: readonly DemoAgency[] = [
  { key: 'council', name: 'Wrenfold Council', kind: 'council', outside: false, domain: 'council.wrenfold' },
  { key: 'police', name: 'Wrenfold Police', kind: 'police', outside: false, domain: 'police.wrenfold' },
  {
    key: 'health',
    name: 'Wrenfold Hospital and Community Health Trust',
    kind: 'health',
    outside: false,
    domain: 'health.wrenfold',
  },
  {
    key: 'schools',
    name: 'Wrenfold Schools Partnership',
    kind: 'school',
    outside: false,
    domain: 'schools.wrenfold',
  },
  { key: 'youth', name: 'Wrenfold Youth Service', kind: 'youth', outside: false, domain: 'youth.wrenfold' },
  { key: 'helpline', name: 'Lantern Helpline', kind: 'helpline', outside: false, domain: 'lantern' },
  {
    key: 'voluntary',
    name: 'Kestrel Children’s Trust',
    kind: 'voluntary',
    outside: false,
    domain: 'kestrel',
  },
  {
    key: 'partnership',
    name: 'Wrenfold Safeguarding Partnership, independent office',
    kind: 'oversight',
    outside: true,
    domain: 'partnership.wrenfold',
  },
];

export const TEAMS: readonly { readonly key: string; readonly agency: string; readonly name: string }[] = [
  { key: 'front-door', agency: 'council', name: 'Front door (MASH)' },
  { key: 'edt', agency: 'council', name: 'Emergency duty team' },
  { key: 'exploitation', agency: 'council', name: 'Joint exploitation team' },
  { key: 'north', agency: 'council', name: 'Assessment and support, North' },
  { key: 'south', agency: 'council', name: 'Assessment and support, South' },
  { key: 'quality', agency: 'council', name: 'Safeguarding and reviewing' },
  { key: 'police-protect', agency: 'police', name: 'Protecting vulnerable people' },
  { key: 'trust-safeguarding', agency: 'health', name: 'Trust safeguarding team' },
];

let line = 100;
function post(
  key: string,
  agency: string,
  name: string,
  functions: string,
  reportsTo: string | null,
  team: string | null = null,
): DemoPost {
  line += 1;
  return { key, agency, team, name, functions: functions.split(' ').filter(Boolean), reportsTo, phone: line };
}

/** Every post, each after the one it reports to. */
export const POSTS: readonly DemoPost[] = [
  post('chief-executive', 'council', 'Chief executive', 'chief-executive', null),
  post('director', 'council', 'Director of children’s services', 'director', 'chief-executive'),
  post('elected-member', 'council', 'Lead member for children', 'elected-member', null),
  post(
    'head-of-service',
    'council',
    'Head of service, front door and assessment',
    'head-of-service',
    'director',
  ),
  post('head-of-quality', 'council', 'Head of safeguarding and quality', '', 'director', 'quality'),
  post(
    'front-door-manager',
    'council',
    'Team manager, front door',
    'team-manager',
    'head-of-service',
    'front-door',
  ),
  post(
    'screener-1',
    'council',
    'Front-door screener 1',
    'front-door-screener',
    'front-door-manager',
    'front-door',
  ),
  post(
    'screener-2',
    'council',
    'Front-door screener 2',
    'front-door-screener',
    'front-door-manager',
    'front-door',
  ),
  post(
    'screener-3',
    'council',
    'Front-door screener 3',
    'front-door-screener',
    'front-door-manager',
    'front-door',
  ),
  post(
    'screener-4',
    'council',
    'Front-door screener 4',
    'front-door-screener',
    'front-door-manager',
    'front-door',
  ),
  post('edt-manager', 'council', 'Manager, emergency duty team', 'team-manager', 'head-of-service', 'edt'),
  post('edt-1', 'council', 'Emergency duty practitioner 1', 'emergency-duty', 'edt-manager', 'edt'),
  post('edt-2', 'council', 'Emergency duty practitioner 2', 'emergency-duty', 'edt-manager', 'edt'),
  post(
    'exploitation-manager',
    'council',
    'Manager, joint exploitation team',
    'exploitation-manager team-manager',
    'head-of-service',
    'exploitation',
  ),
  post(
    'exploitation-worker',
    'council',
    'Social worker, joint exploitation team',
    'allocated-worker',
    'exploitation-manager',
    'exploitation',
  ),
  post('manager-north', 'council', 'Team manager, North', 'team-manager', 'head-of-service', 'north'),
  post('manager-south', 'council', 'Team manager, South', 'team-manager', 'head-of-service', 'south'),
  post('worker-north-1', 'council', 'Social worker, North 1', 'allocated-worker', 'manager-north', 'north'),
  post('worker-north-2', 'council', 'Social worker, North 2', 'allocated-worker', 'manager-north', 'north'),
  post('worker-north-3', 'council', 'Social worker, North 3', 'allocated-worker', 'manager-north', 'north'),
  post('worker-south-1', 'council', 'Social worker, South 1', 'allocated-worker', 'manager-south', 'south'),
  post('worker-south-2', 'council', 'Social worker, South 2', 'allocated-worker', 'manager-south', 'south'),
  post('early-help', 'council', 'Early help co-ordinator', '', 'head-of-service'),
  post('personal-adviser', 'council', 'Personal adviser, care leavers', 'personal-adviser', 'manager-south'),
  post(
    'child-protection-manager',
    'council',
    'Child protection manager',
    'child-protection-manager',
    'head-of-quality',
    'quality',
  ),
  post('lado', 'council', 'Designated officer (LADO)', 'lado', 'head-of-quality', 'quality'),
  post(
    'conference-chair',
    'council',
    'Conference chair',
    'conference-chair',
    'child-protection-manager',
    'quality',
  ),
  post(
    'iro-1',
    'council',
    'Independent reviewing officer 1',
    'independent-reviewing-officer',
    'head-of-quality',
    'quality',
  ),
  post(
    'iro-2',
    'council',
    'Independent reviewing officer 2',
    'independent-reviewing-officer',
    'head-of-quality',
    'quality',
  ),
  post(
    'information-governance',
    'council',
    'Information governance officer',
    'information-governance',
    'chief-executive',
  ),
  post('administrator', 'council', 'Heed administrator', 'administrator', 'chief-executive'),
  post(
    'superintendent',
    'police',
    'Superintendent, safeguarding partner',
    'safeguarding-partner police',
    null,
    'police-protect',
  ),
  post(
    'police-inspector',
    'police',
    'Detective inspector, protecting vulnerable people',
    'police',
    'superintendent',
    'police-protect',
  ),
  post(
    'police-front-door',
    'police',
    'Police decision-maker at the front door',
    'police',
    'police-inspector',
    'police-protect',
  ),
  post(
    'police-exploitation',
    'police',
    'Detective sergeant, exploitation',
    'police',
    'police-inspector',
    'police-protect',
  ),
  post(
    'police-missing',
    'police',
    'Missing persons co-ordinator',
    'police',
    'police-inspector',
    'police-protect',
  ),
  post(
    'police-digital',
    'police',
    'Digital media investigator',
    'police',
    'police-inspector',
    'police-protect',
  ),
  post(
    'chief-nurse',
    'health',
    'Chief nurse, safeguarding partner',
    'safeguarding-partner health',
    null,
    'trust-safeguarding',
  ),
  post('named-doctor', 'health', 'Named doctor', 'health', 'chief-nurse', 'trust-safeguarding'),
  post(
    'named-nurse',
    'health',
    'Named nurse at the front door',
    'health',
    'chief-nurse',
    'trust-safeguarding',
  ),
  post('school-nurse', 'health', 'School nurse lead', 'health', 'named-nurse', 'trust-safeguarding'),
  post('health-visitor', 'health', 'Health visiting lead', 'health', 'named-nurse', 'trust-safeguarding'),
  post(
    'emergency-department',
    'health',
    'Emergency department safeguarding nurse',
    'health',
    'named-nurse',
    'trust-safeguarding',
  ),
  post('schools-lead', 'schools', 'Schools partnership safeguarding lead', 'school', null),
  post('dsl-wrenmoor', 'schools', 'Designated safeguarding lead, Wrenmoor Academy', 'school', 'schools-lead'),
  post('dsl-st-oswin', 'schools', 'Designated safeguarding lead, St Oswin’s', 'school', 'schools-lead'),
  post('dsl-beckfoot', 'schools', 'Designated safeguarding lead, Beckfoot Valley', 'school', 'schools-lead'),
  post('dsl-primaries', 'schools', 'Designated safeguarding lead, primary schools', 'school', 'schools-lead'),
  post('youth-manager', 'youth', 'Youth service manager', 'youth-work', null),
  post('youth-worker-1', 'youth', 'Youth worker, town centre', 'youth-work', 'youth-manager'),
  post('youth-worker-2', 'youth', 'Youth worker, detached', 'youth-work', 'youth-manager'),
  post('youth-outreach', 'youth', 'Outreach worker, Goit Side', 'youth-work', 'youth-manager'),
  post('helpline-lead', 'helpline', 'Helpline shift lead', 'helpline-adviser', null),
  post('adviser-1', 'helpline', 'Helpline adviser 1', 'helpline-adviser', 'helpline-lead'),
  post('adviser-2', 'helpline', 'Helpline adviser 2', 'helpline-adviser', 'helpline-lead'),
  post('adviser-3', 'helpline', 'Helpline adviser 3', 'helpline-adviser', 'helpline-lead'),
  post('voluntary-lead', 'voluntary', 'Safeguarding lead, Kestrel Children’s Trust', 'voluntary', null),
  post('return-interviewer', 'voluntary', 'Return-home interviewer', 'voluntary', 'voluntary-lead'),
  post('family-support', 'voluntary', 'Family support worker', 'voluntary', 'voluntary-lead'),
  post('scrutineer', 'partnership', 'Independent scrutineer', 'scrutineer', null),
  post('partnership-manager', 'partnership', 'Partnership business manager', '', 'scrutineer'),
  post('national-contact', 'partnership', 'National contact', 'national-contact', null),
  post('inspector', 'partnership', 'Visiting inspector', 'inspector', null),
];

/** Posts nobody holds today. The duties of a vacant post go to the next rung, and say so. */
export const VACANT: readonly string[] = ['manager-south'];
