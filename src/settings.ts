import { z } from 'zod';

/**
 * Every setting of Heed, as environment variables: one sentence each, and nothing else is read. A variable marked
 * secret may be given as NAME_FILE instead: the path of a file that holds it. Empty means not set.
 */
const phone = z
  .string()
  .regex(/^[0-9+ ]{3,20}$/, 'write a telephone number with digits and spaces, such as 0800 1111');
const yes = z.enum(['0', '1'], 'write 1 for yes or 0 for no').transform((text) => text === '1');
const whole = (least: number, most: number) =>
  z.coerce
    .number(`write a whole number from ${least} to ${most}`)
    .int(`write a whole number from ${least} to ${most}`)
    .min(least, `write a whole number from ${least} to ${most}`)
    .max(most, `write a whole number from ${least} to ${most}`);
const webAddress = z.url({
  protocol: /^https?$/,
  error: 'write a whole web address, such as https://heed.example.org',
});
const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error:
    'write a PostgreSQL address, such as postgres://heed_app:PASSWORD@db.example.org/heed?sslmode=verify-full',
});

export const SETTINGS = z.object({
  HEED_MODE: z
    .enum(['demo', 'production'], 'write demo or production')
    .optional()
    .describe(
      '`demo` (invented area, one-click sign-in) or `production`; when not set, production if HEED_DATABASE_URL is set, else demo.',
    ),
  PORT: whole(0, 65535).default(3000).describe('TCP port the web pages are served on; 0 takes any free one.'),
  HEED_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Network address to listen on; 127.0.0.1 is reachable from this machine only.'),
  HEED_BASE_URL: webAddress
    .optional()
    .describe('Web address people use, as printed in notices and receipts; https in production.'),
  HEED_TRUSTED_PROXIES: whole(0, 9)
    .default(0)
    .describe(
      'How many reverse proxies stand in front of Heed and may be believed about where a request came from.',
    ),
  HEED_DATA_DIR: z
    .string()
    .optional()
    .describe(
      "Folder for secrets and, in the demo, the database; `data` in the Heed folder (or /var/lib/heed/data when root can't use that).",
    ),
  HEED_DATABASE_URL: databaseUrl
    .optional()
    .describe(
      'PostgreSQL 18 address for the role heed_app, which serves; when not set, the embedded PostgreSQL. Secret.',
    ),
  HEED_DATABASE_OWNER_URL: databaseUrl
    .optional()
    .describe('PostgreSQL address for the role heed_owner, which migrates, backs up and restores. Secret.'),
  HEED_DATABASE_SEALED_URL: databaseUrl
    .optional()
    .describe('PostgreSQL address for the role heed_sealed, which keeps sealed disclosures. Secret.'),
  HEED_DATABASE_READER_URL: databaseUrl
    .optional()
    .describe(
      'PostgreSQL address for the role heed_reader, which only reads, for oversight exports. Secret.',
    ),
  HEED_OIDC_ISSUER: webAddress
    .optional()
    .describe("Address of the area's OpenID provider, for signing in with a work account."),
  HEED_OIDC_CLIENT_ID: z.string().optional().describe("Heed's name at the OpenID provider."),
  HEED_OIDC_CLIENT_SECRET: z.string().optional().describe("Heed's password at the OpenID provider. Secret."),
  HEED_LOCAL_ACCOUNTS: yes
    .optional()
    .describe(
      '1 lets people sign in with a password and a second factor kept by Heed; 1 in the demo, else 0.',
    ),
  HEED_SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'write a mail server address, such as smtps://USER:PASSWORD@mail.example.org',
    })
    .optional()
    .describe('Mail server that notices are sent through. Secret.'),
  HEED_MAIL_FROM: z
    .string()
    .regex(/@/, 'write an e-mail address')
    .optional()
    .describe('Address that e-mail notices come from.'),
  HEED_NOTIFY_API_KEY: z.string().optional().describe('GOV.UK Notify key, for text messages. Secret.'),
  HEED_NOTIFY_SMS_TEMPLATE: z
    .uuid('write the template id')
    .optional()
    .describe('GOV.UK Notify template for a text message.'),
  HEED_NOTIFY_EMAIL_TEMPLATE: z
    .uuid('write the template id')
    .optional()
    .describe('GOV.UK Notify template for an e-mail, where no mail server is set.'),
  HEED_CLAMD_SOCKET: z
    .string()
    .optional()
    .describe(
      'Socket of the ClamAV daemon that scans attachments; without it they are marked "not scanned".',
    ),
  HEED_AREA_NAME: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .describe('Name of the safeguarding area, on every page.'),
  HEED_PATTERN_INCIDENTS: z.coerce
    .number('write a whole number from 2 to 20')
    .int('write a whole number from 2 to 20')
    .min(2, 'write a whole number from 2 to 20')
    .max(20, 'write a whole number from 2 to 20')
    .default(4)
    .describe(
      'Separate incidents in 12 months about the same child, adult or thing that raise a pattern review, until the area sets another number on the page “What Heed points out”.',
    ),
  HEED_PATTERN_KINDS: z.coerce
    .number('write a whole number from 2 to 10')
    .int('write a whole number from 2 to 10')
    .min(2, 'write a whole number from 2 to 10')
    .max(10, 'write a whole number from 2 to 10')
    .default(3)
    .describe('Kinds of people warning in 12 months that raise a pattern review.'),
  HEED_DEMO_SIZE: z.coerce
    .number('write 0, or a whole number from 40 to 20000')
    .int('write 0, or a whole number from 40 to 20000')
    .max(20_000, 'write 0, or a whole number from 40 to 20000')
    .refine((size) => size === 0 || size >= 40, 'write 0, or a whole number from 40 to 20000')
    .default(3000)
    .describe(
      'How many invented concerns an empty demo is filled with; 0 for none. Never used in production.',
    ),
  HEED_FRONT_DOOR_PHONE: phone
    .optional()
    .describe("Telephone number of the area's front door, on public pages."),
  HEED_CHILDLINE_PHONE: phone.default('0800 1111').describe("Childline's telephone number, on public pages."),
  HEED_NSPCC_PHONE: phone
    .default('0808 800 5000')
    .describe("The NSPCC helpline's telephone number, on public pages."),
  HEED_ALLOW_ROOT: yes.default(false).describe('1 lets production run as root, which it otherwise refuses.'),
  HEED_LEDGER_ORIGIN: z
    .string()
    .regex(
      /^[^\s+\p{Cc}]{1,200}$/u,
      'write a name without spaces or plus signs, such as heed.example.org/ledger',
    )
    .optional()
    .describe(
      "The ledger's name, for good: every checkpoint begins with it. When not set, the host of HEED_BASE_URL and `/ledger`.",
    ),
  HEED_WITNESSES: z
    .string()
    .optional()
    .describe(
      'File with the witnesses of the ledger, one to a line: key and web address. Not yet witnessed when not set.',
    ),
  HEED_WITNESS_QUORUM: whole(1, 64)
    .optional()
    .describe('How many of the witnesses must cosign; all of them when not set.'),
  HEED_ROSTER_PIN: z
    .string()
    .optional()
    .describe(
      'File with the pin of the roster that sealed disclosures are routed by, made by `heed guardian pin`; without it nobody can send one.',
    ),
  HEED_LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'debug'], 'write error, warn, info or debug')
    .optional()
    .describe('How much Heed says on standard error; info in production, warn in the demo.'),
  HEED_ERASURES_FILE: z
    .string()
    .optional()
    .describe(
      'The list of records erased by law, which outlasts any backup: `erasures.jsonl` in the data folder unless set. Keep it on another disk.',
    ),
  HEED_PEPPER_FILE: z.string().optional().describe('File with the key that receipts are looked up under.'),
  HEED_TOTP_KEY_FILE: z
    .string()
    .optional()
    .describe("File with the key that second factors' secrets are kept under."),
  HEED_FILE_KEY_FILE: z
    .string()
    .optional()
    .describe('File with the key that drafts and waiting files are kept under.'),
  HEED_COOKIE_KEY_FILE: z
    .string()
    .optional()
    .describe('File with the key that cookies and form tokens are signed with.'),
  HEED_LEDGER_KEY_FILE: z
    .string()
    .optional()
    .describe("File with the key that wraps every record's own key."),
  HEED_LEDGER_SIGNING_KEY_FILE: z
    .string()
    .optional()
    .describe("File with the key that signs the ledger's checkpoints."),
});

/** The settings as they were given, checked one by one. */
export type Settings = z.infer<typeof SETTINGS>;
/** The name of one environment variable. */
export type SettingName = keyof Settings;

/** Settings that may be given as the path of a file instead. */
export const SECRET: readonly SettingName[] = [
  'HEED_DATABASE_URL',
  'HEED_DATABASE_OWNER_URL',
  'HEED_DATABASE_SEALED_URL',
  'HEED_DATABASE_READER_URL',
  'HEED_OIDC_CLIENT_SECRET',
  'HEED_SMTP_URL',
  'HEED_NOTIFY_API_KEY',
];
