import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OperatorError } from './platform/operator-error.ts';

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
      'Separate incidents in 12 months about the same child, adult or thing that raise a pattern review.',
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
  HEED_LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'debug'], 'write error, warn, info or debug')
    .optional()
    .describe('How much Heed says on standard error; info in production, warn in the demo.'),
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

type Settings = z.infer<typeof SETTINGS>;
type SettingName = keyof Settings;

const SECRET: readonly SettingName[] = [
  'HEED_DATABASE_URL',
  'HEED_DATABASE_OWNER_URL',
  'HEED_DATABASE_SEALED_URL',
  'HEED_DATABASE_READER_URL',
  'HEED_OIDC_CLIENT_SECRET',
  'HEED_SMTP_URL',
  'HEED_NOTIFY_API_KEY',
];

/** Where to reach the database by each role; a role that isn't configured is `null`. */
export interface ServingUrls {
  readonly app: string;
  readonly owner: string | null;
  readonly sealed: string | null;
  readonly reader: string | null;
}

/** Heed's settings, checked against each other and ready to use. */
export interface Config {
  readonly mode: 'demo' | 'production';
  readonly host: string;
  readonly port: number;
  /** Without a slash at the end. `null` means http://localhost on whatever port is taken (demo only). */
  readonly baseUrl: string | null;
  readonly trustedProxies: number;
  /** `null`: the usual place. */
  readonly dataDir: string | null;
  /** `null`: the embedded PostgreSQL. */
  readonly database: ServingUrls | null;
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
  readonly localAccounts: boolean;
  readonly smtp: { readonly url: string; readonly from: string } | null;
  readonly notify: {
    readonly apiKey: string;
    readonly smsTemplate: string | null;
    readonly emailTemplate: string | null;
  } | null;
  readonly clamdSocket: string | null;
  readonly areaName: string;
  /** When separate warnings in 12 months become a pattern that must be reviewed. */
  readonly pattern: { readonly incidents: number; readonly kinds: number };
  /** How many concerns an empty demo is filled with; 0 in production. */
  readonly demoSize: number;
  readonly phones: { readonly frontDoor: string; readonly childline: string; readonly nspcc: string };
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
  /** Secrets kept outside the data folder. */
  /** The name of this installation's ledger. */
  readonly ledgerOrigin: string;
  readonly secretFiles: {
    readonly pepper: string | null;
    readonly totpKey: string | null;
    readonly fileKey: string | null;
    readonly cookieKey: string | null;
    readonly ledgerKey: string | null;
    readonly ledgerSigningKey: string | null;
  };
}

type Environment = Readonly<Record<string, string | undefined>>;
type Say = (variable: string, sentence: string) => void;

/** The environment with empty values dropped and each NAME_FILE of a secret read in. */
function gather(env: Environment, say: Say): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && value !== '') given[name] = value;
  for (const name of SECRET) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    if (given[name] !== undefined) say(name, `is set, and so is ${name}_FILE; keep only one of them.`);
    try {
      given[name] = readFileSync(path, 'utf8').trim();
    } catch (error) {
      say(`${name}_FILE`, `names ${path}, which can't be read (${(error as NodeJS.ErrnoException).code}).`);
    }
  }
  return given;
}

/** A setting spelt wrong would otherwise be a setting silently not made. */
function refuseUnknown(given: Record<string, string>, say: Say): void {
  const known = new Set<string>([...Object.keys(SETTINGS.shape), ...SECRET.map((name) => `${name}_FILE`)]);
  for (const name of Object.keys(given))
    if (name.startsWith('HEED_') && !known.has(name) && !/^HEED_(TEST|BENCH)_/.test(name))
      say(name, 'is not a setting of Heed; check its spelling in docs/operating/install.md.');
}

function refuseInProduction(settings: Settings, euid: number | undefined, say: Say): void {
  if (settings.HEED_DATABASE_URL === undefined)
    say('HEED_DATABASE_URL', 'must be set in production, which does not use the embedded PostgreSQL.');
  if (settings.HEED_BASE_URL === undefined) say('HEED_BASE_URL', 'must be set in production.');
  else if (!settings.HEED_BASE_URL.startsWith('https:'))
    say('HEED_BASE_URL', 'must begin with https:// in production; put a TLS proxy in front of Heed.');
  if (settings.HEED_OIDC_ISSUER === undefined && settings.HEED_LOCAL_ACCOUNTS !== true)
    say('HEED_OIDC_ISSUER', 'must be set in production (or HEED_LOCAL_ACCOUNTS=1), or nobody could sign in.');
  if (settings.HEED_AREA_NAME === undefined) say('HEED_AREA_NAME', 'must be set in production.');
  if (settings.HEED_FRONT_DOOR_PHONE === undefined)
    say('HEED_FRONT_DOOR_PHONE', 'must be set in production.');
  if (euid === 0 && !settings.HEED_ALLOW_ROOT)
    say(
      'HEED_ALLOW_ROOT',
      'must be 1 for production to run as root; better, start Heed as an ordinary user.',
    );
}

function checkTogether(settings: Settings, say: Say): void {
  const oidc = ['HEED_OIDC_ISSUER', 'HEED_OIDC_CLIENT_ID', 'HEED_OIDC_CLIENT_SECRET'] as const;
  const missing = oidc.filter((name) => settings[name] === undefined);
  if (missing.length < oidc.length)
    for (const name of missing) say(name, 'must be set too: the OpenID settings go together.');
  if (settings.HEED_SMTP_URL !== undefined && settings.HEED_MAIL_FROM === undefined)
    say('HEED_MAIL_FROM', 'must be set when HEED_SMTP_URL is.');
  const templates = settings.HEED_NOTIFY_SMS_TEMPLATE ?? settings.HEED_NOTIFY_EMAIL_TEMPLATE;
  if (settings.HEED_NOTIFY_API_KEY !== undefined && templates === undefined)
    say('HEED_NOTIFY_SMS_TEMPLATE', 'must be set when HEED_NOTIFY_API_KEY is.');
  if (settings.HEED_DATABASE_URL === undefined)
    for (const name of [
      'HEED_DATABASE_OWNER_URL',
      'HEED_DATABASE_SEALED_URL',
      'HEED_DATABASE_READER_URL',
    ] as const)
      if (settings[name] !== undefined) say(name, 'needs HEED_DATABASE_URL to be set too.');
}

function toDatabase(settings: Settings): ServingUrls | null {
  if (settings.HEED_DATABASE_URL === undefined) return null;
  return {
    app: settings.HEED_DATABASE_URL,
    owner: settings.HEED_DATABASE_OWNER_URL ?? null,
    sealed: settings.HEED_DATABASE_SEALED_URL ?? null,
    reader: settings.HEED_DATABASE_READER_URL ?? null,
  };
}

function toOidc(settings: Settings): Config['oidc'] {
  const { HEED_OIDC_ISSUER: issuer, HEED_OIDC_CLIENT_ID: clientId } = settings;
  const clientSecret = settings.HEED_OIDC_CLIENT_SECRET;
  return issuer !== undefined && clientId !== undefined && clientSecret !== undefined
    ? { issuer, clientId, clientSecret }
    : null;
}

function toNotices(settings: Settings): Pick<Config, 'smtp' | 'notify'> {
  const { HEED_SMTP_URL: url, HEED_MAIL_FROM: from, HEED_NOTIFY_API_KEY: apiKey } = settings;
  return {
    smtp: url !== undefined && from !== undefined ? { url, from } : null,
    notify:
      apiKey === undefined
        ? null
        : {
            apiKey,
            smsTemplate: settings.HEED_NOTIFY_SMS_TEMPLATE ?? null,
            emailTemplate: settings.HEED_NOTIFY_EMAIL_TEMPLATE ?? null,
          },
  };
}

/** The ledger's name where none is set. The demo's says what it is, so that its log is never taken for an area's. */
function nameLedger(baseUrl: string | undefined): string {
  return baseUrl === undefined ? 'demo.heed.invalid/ledger' : `${new URL(baseUrl).host}/ledger`;
}

function toConfig(settings: Settings, mode: Config['mode']): Config {
  return {
    mode,
    host: settings.HEED_HOST,
    port: settings.PORT,
    baseUrl: settings.HEED_BASE_URL?.replace(/\/+$/, '') ?? null,
    trustedProxies: settings.HEED_TRUSTED_PROXIES,
    dataDir: settings.HEED_DATA_DIR ?? null,
    database: toDatabase(settings),
    oidc: toOidc(settings),
    localAccounts: settings.HEED_LOCAL_ACCOUNTS ?? mode === 'demo',
    ...toNotices(settings),
    clamdSocket: settings.HEED_CLAMD_SOCKET ?? null,
    areaName: settings.HEED_AREA_NAME ?? 'Wrenfold',
    pattern: { incidents: settings.HEED_PATTERN_INCIDENTS, kinds: settings.HEED_PATTERN_KINDS },
    demoSize: mode === 'demo' ? settings.HEED_DEMO_SIZE : 0,
    phones: {
      frontDoor: settings.HEED_FRONT_DOOR_PHONE ?? '01632 960100',
      childline: settings.HEED_CHILDLINE_PHONE,
      nspcc: settings.HEED_NSPCC_PHONE,
    },
    logLevel: settings.HEED_LOG_LEVEL ?? (mode === 'production' ? 'info' : 'warn'),
    ledgerOrigin: settings.HEED_LEDGER_ORIGIN ?? nameLedger(settings.HEED_BASE_URL),
    secretFiles: {
      pepper: settings.HEED_PEPPER_FILE ?? null,
      totpKey: settings.HEED_TOTP_KEY_FILE ?? null,
      fileKey: settings.HEED_FILE_KEY_FILE ?? null,
      cookieKey: settings.HEED_COOKIE_KEY_FILE ?? null,
      ledgerKey: settings.HEED_LEDGER_KEY_FILE ?? null,
      ledgerSigningKey: settings.HEED_LEDGER_SIGNING_KEY_FILE ?? null,
    },
  };
}

/**
 * Heed's settings from the environment. Throws one `OperatorError` that lists every problem at once, a line each,
 * beginning with the variable's name. Never repeats a value: some are secrets.
 */
export function readConfig(env: Environment, euid: number | undefined = process.geteuid?.()): Config {
  const problems: string[] = [];
  const say: Say = (variable, sentence) => problems.push(`  ${variable} ${sentence}`);
  const given = gather(env, say);
  refuseUnknown(given, say);
  const parsed = SETTINGS.safeParse(given);
  if (!parsed.success)
    for (const issue of parsed.error.issues) say(String(issue.path[0]), `is not right: ${issue.message}.`);
  else {
    const mode =
      parsed.data.HEED_MODE ?? (parsed.data.HEED_DATABASE_URL === undefined ? 'demo' : 'production');
    checkTogether(parsed.data, say);
    if (mode === 'production') refuseInProduction(parsed.data, euid, say);
    if (problems.length === 0) return toConfig(parsed.data, mode);
  }
  throw new OperatorError(`Heed can't start with these settings:\n${problems.join('\n')}`);
}
