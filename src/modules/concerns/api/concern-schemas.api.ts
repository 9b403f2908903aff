import { z } from 'zod';
import { DANGERS, INDICATORS, NAMINGS, PARENTS, REPORTER_KINDS, WHENS } from '../domain/vocabulary.ts';
import { LONGEST_TEXT } from '../domain/words.ts';

const line = (most: number) => z.string().trim().min(1).max(most);
const words = z.string().trim().min(1).max(LONGEST_TEXT);
const instant = z.iso.datetime({ offset: true }).describe('A moment, in ISO 8601 with its offset from UTC.');

const uprn = z
  .string()
  .trim()
  .regex(/^\d{1,12}$/, 'A unique property reference number has 1 to 12 digits.')
  .describe('Unique property reference number.');

const identifiers = z
  .record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), line(100))
  .refine((given) => Object.keys(given).length <= 10, 'Give at most 10 numbers.')
  .describe('NHS number, UPN or your own number for them, by its name.');

const person = z.strictObject({
  kind: z.enum(['child', 'adult']),
  name: line(300).optional().describe('Any names, nicknames or titles, in any order, as said.'),
  dateOfBirth: line(60).optional().describe('As said: "2012-05-01", "May 2012".'),
  age: line(60).optional().describe('As said: "14", "about 14".'),
  sex: line(60).optional(),
  school: line(200).optional(),
  address: line(500).optional(),
  postcode: line(20).optional(),
  uprn: uprn.optional(),
  phone: line(60).optional(),
  description: line(2_000).optional(),
  relationship: line(200).optional().describe('Who they are to the child, as said.'),
  identifiers: identifiers.optional(),
});
const phone = z.strictObject({
  kind: z.literal('phone'),
  number: line(60),
  description: line(2_000).optional(),
});
const vehicle = z.strictObject({
  kind: z.literal('vehicle'),
  registration: line(60)
    .optional()
    .describe('Whole or partial, as heard or seen: "something like YK12 ending B".'),
  colour: line(60).optional(),
  make: line(100).optional(),
  description: line(2_000).optional(),
});
const place = z.strictObject({
  kind: z.literal('place'),
  name: line(200).optional(),
  address: line(500).optional(),
  postcode: line(20).optional(),
  uprn: uprn.optional(),
  description: line(2_000).optional(),
});
const account = z.strictObject({
  kind: z.literal('account'),
  handle: line(200),
  site: line(200).optional(),
  description: line(2_000).optional(),
});
const organisation = z.strictObject({
  kind: z.literal('organisation'),
  name: line(200),
  postcode: line(20).optional(),
  description: line(2_000).optional(),
});

const contact = z
  .strictObject({
    email: z.email().max(254).optional(),
    phone: line(60).optional(),
    safeTimes: line(500).optional(),
    safeMeans: line(500).optional(),
    wouldLikeToTalkTo: line(500).optional(),
  })
  .describe('How to reach them, and when and how it is safe to.');

const reporter = z.strictObject({
  kind: z.enum(REPORTER_KINDS).describe('Who raises it, in relation to the child.'),
  naming: z
    .enum(NAMINGS)
    .default('named')
    .describe('Confidential: who they are is held apart and seen only by the front door.'),
  name: line(300).optional(),
  role: line(200).optional(),
  organisation: line(200).optional(),
  contact: contact.optional(),
});

const INDICATOR_NAMES = Object.keys(INDICATORS) as [keyof typeof INDICATORS, ...(keyof typeof INDICATORS)[]];

/** What an agency's system sends to raise a concern. */
export const raiseBody = z.strictObject({
  reporter,
  worry: words.describe(
    'What you are worried about, in the words of whoever saw or heard it. Kept verbatim.',
  ),
  answers: z
    .array(
      z.strictObject({
        question: z.string().regex(/^[a-z][a-z0-9.-]{0,59}$/),
        asked: line(1_000),
        answer: z.string().trim().max(20_000),
      }),
    )
    .max(60)
    .default([])
    .describe('Further questions of your own form as put, with the answers as given.'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/)
    .default('en-GB')
    .describe('BCP 47: the language it was said in.'),
  when: z.enum(WHENS).default('not-said'),
  danger: z.enum(DANGERS).describe('Is a child in danger now or tonight? If so, call 999 first.'),
  indicators: z.array(z.enum(INDICATOR_NAMES)).max(INDICATOR_NAMES.length).default([]),
  aboutWorker: z
    .strictObject({ yes: z.boolean(), who: line(500).optional() })
    .default({ yes: false })
    .describe('Is it about somebody who works or volunteers with children?'),
  parents: z
    .enum(PARENTS)
    .default('not-sure')
    .describe('Whether the parents know, and whether telling them is safe.'),
  mentions: z
    .array(z.discriminatedUnion('kind', [person, phone, vehicle, place, account, organisation]))
    .max(50)
    .default([])
    .describe(
      'Children, adults, phones, vehicles, places, accounts and organisations, as little as is known.',
    ),
  attachments: z
    .array(z.uuid())
    .max(10)
    .default([])
    .describe('Files handed in beforehand (POST /api/v1/attachments), by the ids given then.'),
  receiptDeclined: z.boolean().default(false).describe('The reporter can’t keep a receipt safe.'),
  saidAt: instant.optional().describe('When it was first said, if that was earlier than now.'),
});

/** What raising answers, once; a repeat with the same key answers the same. */
export const raisedAnswer = z.object({
  reference: z.string().describe('Such as HD-7K2M-94: for talking about it with the front door.'),
  receivedAt: instant,
  openedBy: instant.describe('By when somebody at the front door will have read it.'),
  answeredBy: instant.describe('By when it will have been decided and answered.'),
  receipt: z
    .object({ words: z.array(z.string()).length(8), digits: z.string() })
    .nullable()
    .describe('The reporter’s own key to come back with. Give it to them; Heed can’t make it again.'),
});

/** How a concern stands. */
export const progressAnswer = z.object({
  reference: z.string(),
  standing: z.enum(['received', 'screening', 'decided', 'answered', 'challenged']),
  receivedAt: instant,
  readAt: instant.nullable().describe('When the front door first read it.'),
  answeredAt: instant.nullable(),
  nextBy: instant.nullable().describe('By when the next thing owed to you is due.'),
  messages: z.array(
    z.object({
      from: z.enum(['you', 'front-door']),
      kind: z.enum(['message', 'answer', 'challenge', 'not-safe']),
      at: instant,
      words: z.string(),
    }),
  ),
});

/** Something more to say. */
export const messageBody = z.strictObject({
  words,
  kind: z
    .enum(['message', 'challenge', 'not-safe'])
    .default('message')
    .describe(
      '`challenge`: the answer does not answer what we told you. `not-safe`: the child is not safe now.',
    ),
});

export const messageAnswer = z.object({ receivedAt: instant });

/** Files taken in, to be named when the concern is raised, and those that were not, each with why. */
export const filesAnswer = z.object({
  files: z.array(
    z.object({
      id: z.string(),
      name: z.string().describe('Made safe: no path, and the ending of what the file truly is.'),
      mediaType: z.string().describe('Told from the bytes.'),
      bytes: z.int(),
      scan: z.enum(['clean', 'not-scanned']),
    }),
  ),
  refused: z.array(z.object({ code: z.string(), detail: z.string() })),
});

/** Which concern. */
export const referenceParams = z.object({
  reference: z.string().regex(/^HD(-[0-9A-Z]{3,5}){1,2}-[0-9]{2}$/),
});

/** Required on every POST: sent again with the same key and body, the same answer comes back and nothing is done twice. */
export const keyHeader = z.object({
  'idempotency-key': z
    .string({ error: 'Send an Idempotency-Key, made afresh for each thing you send.' })
    .regex(/^[\x21-\x7e]{8,255}$/, 'Make the key of 8 to 255 visible ASCII characters.'),
});

/** RFC 9457, with Heed's own code and the fields at fault. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable: from Heed’s catalogue of refusals.'),
    detail: z.string().describe('One plain sentence that says what to do.'),
    errors: z.array(z.object({ field: z.string(), message: z.string() })),
    incident: z.string().optional(),
  })
  .meta({ id: 'Problem' });
