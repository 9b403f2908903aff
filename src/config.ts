import { readFileSync } from 'node:fs';
import { OperatorError } from './platform/operator-error.ts';
import { SECRET, SETTINGS, type Settings } from './settings.ts';

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
  /** The list of records erased by law; null for the one in the data folder. */
  readonly erasuresFile: string | null;
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
  /** The pin of the roster that sealed disclosures are routed by; without one there is no such channel. */
  readonly rosterPinFile: string | null;
  /** The name of this installation's ledger. */
  readonly ledgerOrigin: string;
  /** The ledger's witnesses, in a file; `null`: none. */
  readonly witnessesFile: string | null;
  /** How many of them must cosign; `null`: all. */
  readonly witnessQuorum: number | null;
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
  if (settings.HEED_WITNESS_QUORUM !== undefined && settings.HEED_WITNESSES === undefined)
    say('HEED_WITNESS_QUORUM', 'needs HEED_WITNESSES to be set too.');
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
    erasuresFile: settings.HEED_ERASURES_FILE ?? null,
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
    rosterPinFile: settings.HEED_ROSTER_PIN ?? null,
    ledgerOrigin: settings.HEED_LEDGER_ORIGIN ?? nameLedger(settings.HEED_BASE_URL),
    witnessesFile: settings.HEED_WITNESSES ?? null,
    witnessQuorum: settings.HEED_WITNESS_QUORUM ?? null,
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
