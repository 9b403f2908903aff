import { AGENCIES, POSTS } from './organisation.ts';
import { mobileAt } from './places.ts';

/** Somebody who uses Heed in Wrenfold: invented, with e-mail at `.example.org` and a drama phone. */
export interface DemoAccount {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** One stretch of one person in one post; months are counted back from today, `null` means from the start, or still. */
export interface DemoHolding {
  readonly post: string;
  readonly account: string;
  readonly fromMonthsAgo: number | null;
  readonly toMonthsAgo: number | null;
}

/** Today's holder of each post; three posts changed hands, two people wear two hats, one post is empty. */
const HELD: readonly string[] = [
  'chief-executive Graham Tordoff',
  'director Farida Rahman',
  'elected-member Cllr Maureen Widdop',
  'head-of-service Andrew Holroyd',
  'head-of-quality Ngozi Adeyemi',
  'front-door-manager Sinead Brennan',
  'screener-1 Priti Chaudhry',
  'screener-2 Daniel Ashworth',
  'screener-3 Agnieszka Wojcik',
  'screener-4 Marcus Campbell',
  'edt-manager Helen Garside',
  'edt-1 Tariq Mahmood',
  'edt-2 Carol Naylor',
  'exploitation-manager Ruth Okonkwo',
  'exploitation-worker Jamie Lumb',
  'manager-north Paul Dewhirst',
  'worker-north-1 Saima Akhtar',
  'worker-north-2 Kwame Mensah',
  'worker-north-3 Lucy Fairburn',
  'worker-south-1 Grzegorz Mazur',
  'worker-south-2 Emily Redfearn',
  'early-help Denise Facey',
  'personal-adviser Liban Warsame',
  'child-protection-manager Margaret Uttley',
  'lado Joanna Kinsella',
  'iro-1 Philip Barraclough',
  'iro-2 Harpreet Dhillon',
  'information-governance Colin Yewdall',
  'administrator Wing-Yan Leung',
  'superintendent David Quarmby',
  'police-inspector Rachel Sikora',
  'police-front-door Stephen Marsden',
  'police-exploitation Nadeem Iqbal',
  'police-missing Laura Jagger',
  'police-digital Owen Teal',
  'chief-nurse Beverley Hylton',
  'named-doctor Anil Sharma',
  'named-nurse Catherine Stott',
  'school-nurse Folake Balogun',
  'health-visitor Janet Crabtree',
  'emergency-department Michal Balog',
  'schools-lead Timothy Sowden',
  'dsl-wrenmoor Angela Firth',
  'dsl-st-oswin Bernadette Gallagher',
  'dsl-beckfoot Robert Hinchliffe',
  'dsl-primaries Yasmin Othman',
  'youth-manager Winston Grant',
  'youth-worker-1 Charlotte Varley',
  'youth-worker-2 Rebin Karim',
  'youth-outreach Lenka Gaborova',
  'helpline-lead Susan Mallinson',
  'adviser-1 Tom Pickles',
  'adviser-2 Meera Patel',
  'voluntary-lead Elizabeth Kaye',
  'return-interviewer Selam Tesfaye',
  'family-support Diane Haigh',
  'scrutineer Professor Ada Whitwam',
  'partnership-manager Neil Oldroyd',
  'national-contact Frances Lockwood',
  'inspector Hugh Armitage',
];

/** People with a second hat: post, then the person. */
const SECOND_HATS: readonly (readonly [post: string, name: string])[] = [
  ['conference-chair', 'Joanna Kinsella'],
  ['adviser-3', 'Carol Naylor'],
];

/** Who held a post before today's holder, and how many months ago it changed hands. */
const BEFORE: readonly (readonly [post: string, name: string, monthsAgo: number])[] = [
  ['director', 'Christopher Noble', 14],
  ['screener-2', 'Hannah Rushworth', 20],
  ['front-door-manager', 'Keith Ogden', 26],
  ['manager-south', 'Zoe Birkby', 2],
];

function keyOf(name: string): string {
  return name
    .replace(/^(Cllr|Professor|Dr) /, '')
    .toLowerCase()
    .replaceAll(' ', '.')
    .replaceAll('’', '');
}

const agencyOfPost = new Map(POSTS.map((post) => [post.key, post.agency]));
const domainOf = new Map(AGENCIES.map((agency) => [agency.key, agency.domain]));

function accountFor(post: string, name: string, index: number): DemoAccount {
  const domain = domainOf.get(agencyOfPost.get(post) ?? '');
  if (!domain) throw new Error(`demo: no agency for ${post}`);
  return {
    key: keyOf(name),
    name,
    email: `${keyOf(name)}@${domain}.example.org`,
    phone: mobileAt(900 + index),
  };
}

const today = HELD.map((text) => {
  const space = text.indexOf(' ');
  return { post: text.slice(0, space), name: text.slice(space + 1) };
});
const gone = BEFORE.map(([post, name]) => ({ post, name }));

/** Everybody with an account, leavers too. */
export const ACCOUNTS: readonly DemoAccount[] = [...today, ...gone].map(({ post, name }, index) =>
  accountFor(post, name, index),
);

const changed = new Map(BEFORE.map(([post, , months]) => [post, months]));

/** Every stretch of every post. */
export const HOLDINGS: readonly DemoHolding[] = [
  ...BEFORE.map(([post, name, months]) => ({
    post,
    account: keyOf(name),
    fromMonthsAgo: null,
    toMonthsAgo: months,
  })),
  ...[...today, ...SECOND_HATS.map(([post, name]) => ({ post, name }))].map(({ post, name }) => ({
    post,
    account: keyOf(name),
    fromMonthsAgo: changed.get(post) ?? null,
    toMonthsAgo: null,
  })),
];
