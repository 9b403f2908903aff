import { z } from 'zod';
import { isPostFunction, type PostFunction } from '../../modules/access/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';

const name = z.string().trim().min(1).max(200);
const key = z.string().regex(/^[a-z0-9-]{1,60}$/, 'is not a short name in small letters, digits and hyphens');
const phone = z
  .string()
  .regex(/^\+[1-9][0-9]{6,14}$/, 'is not an international number such as +441632960100')
  .nullable()
  .default(null);

/** The file in which an operator describes a new area. Posts, teams and agencies are named by short keys. */
const AREA_FILE = z.strictObject({
  area: name,
  agencies: z.array(z.strictObject({ key, name, kind: key, outside: z.boolean().default(false) })).min(1),
  teams: z.array(z.strictObject({ key, agency: key, name })).default([]),
  posts: z
    .array(
      z.strictObject({
        key,
        agency: key,
        team: key.nullable().default(null),
        name,
        functions: z.array(
          z.custom<PostFunction>(
            (text) => typeof text === 'string' && isPostFunction(text),
            'is not a function that Heed knows: see docs/operating/install.md',
          ),
        ),
        reportsTo: key.nullable().default(null),
        phone,
      }),
    )
    .min(1),
  people: z
    .array(
      z.strictObject({ name, email: z.email('is not an e-mail address'), phone, posts: z.array(key).min(1) }),
    )
    .min(1),
});

/** An area as described: every key it uses is there, and each post comes after the one it reports to. */
export type AreaFile = z.infer<typeof AREA_FILE>;

/** Somebody must hold these before the first concern arrives, or its clock would climb to nobody. */
export const NEEDED: readonly PostFunction[] = [
  'administrator',
  'front-door-screener',
  'emergency-duty',
  'head-of-service',
  'director',
  'chief-executive',
  'safeguarding-partner',
  'scrutineer',
  'national-contact',
  'lado',
];

function listRepeated(keys: readonly string[]): string[] {
  return [...new Set(keys.filter((one, at) => keys.indexOf(one) !== at))];
}

function listReferences(file: AreaFile): string[] {
  const agencies = new Set(file.agencies.map((agency) => agency.key));
  const teams = new Set(file.teams.map((team) => team.key));
  const posts = new Set(file.posts.map((post) => post.key));
  const missing = (what: string, by: string, wanted: string | null, known: ReadonlySet<string>) =>
    wanted === null || known.has(wanted)
      ? []
      : [`${by} names the ${what} "${wanted}", which is not in the file`];
  return [
    ...file.teams.flatMap((team) => missing('agency', `team "${team.key}"`, team.agency, agencies)),
    ...file.posts.flatMap((post) => [
      ...missing('agency', `post "${post.key}"`, post.agency, agencies),
      ...missing('team', `post "${post.key}"`, post.team, teams),
      ...missing('post', `post "${post.key}"`, post.reportsTo, posts),
    ]),
    ...file.people.flatMap((person) =>
      person.posts.flatMap((post) => missing('post', person.email, post, posts)),
    ),
  ];
}

function listGaps(file: AreaFile): string[] {
  const held = new Set(file.people.flatMap((person) => person.posts));
  const covered = new Set(file.posts.filter((post) => held.has(post.key)).flatMap((post) => post.functions));
  const outside = new Set(file.agencies.filter((agency) => agency.outside).map((agency) => agency.key));
  const insiders = file.posts.filter(
    (post) =>
      post.functions.some((one) => one === 'scrutineer' || one === 'national-contact') &&
      !outside.has(post.agency),
  );
  return [
    ...NEEDED.filter((one) => !covered.has(one)).map(
      (one) => `nobody holds a post with the function "${one}"`,
    ),
    ...insiders.map(
      (post) =>
        `post "${post.key}" must be in an agency marked "outside": a warning has to reach somebody independent`,
    ),
  ];
}

/** Posts so that each comes after the one above it; those that report to each other in a circle are told. */
function sortPosts(posts: AreaFile['posts'], problems: string[]): AreaFile['posts'] {
  const sorted: AreaFile['posts'] = [];
  const done = new Set<string>();
  let waiting = posts;
  while (waiting.length > 0) {
    const ready = waiting.filter((post) => post.reportsTo === null || done.has(post.reportsTo));
    if (ready.length === 0) {
      problems.push(
        `these posts report to each other in a circle: ${waiting.map((post) => post.key).join(', ')}`,
      );
      return posts;
    }
    sorted.push(...ready);
    for (const post of ready) done.add(post.key);
    waiting = waiting.filter((post) => !done.has(post.key));
  }
  return sorted;
}

/** Reads an area's description. Throws `OperatorError` with every problem at once, a line each. */
export function readAreaFile(text: string): AreaFile {
  const refuse = (problems: readonly string[]) =>
    new OperatorError(
      `The area can't be set up from this file:\n${problems.map((one) => `  ${one}`).join('\n')}`,
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw refuse([`it is not JSON: ${(error as Error).message}`]);
  }
  const parsed = AREA_FILE.safeParse(json);
  if (!parsed.success)
    throw refuse(
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`),
    );
  const file = parsed.data;
  const repeated = [
    ...listRepeated([...file.agencies, ...file.teams, ...file.posts].map((one) => one.key)),
    ...listRepeated(file.people.map((person) => person.email.toLowerCase())),
  ].map((one) => `"${one}" is there twice`);
  const problems = [...repeated, ...listReferences(file)];
  const posts = problems.length === 0 ? sortPosts(file.posts, problems) : file.posts;
  problems.push(...listGaps(file));
  if (problems.length > 0) throw refuse(problems);
  return { ...file, posts };
}
