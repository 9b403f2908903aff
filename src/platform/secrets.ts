import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from './operator-error.ts';
import { readOrMakeSecretFile, readSecretFile } from './secret-files.ts';

/**
 * The keys that Heed keeps outside the database, 32 random bytes each, so that whoever copies the database alone
 * can read no words, test no receipt and forge no cookie.
 */
export interface Secrets {
  /** Receipts are looked up by an HMAC under this. Changing it makes every receipt ever given useless. */
  readonly pepper: Uint8Array;
  /** Seals the secrets of second factors. Changing it makes everybody set theirs up again. */
  readonly totpKey: Uint8Array;
  /** Seals what has no record yet: drafts and files waiting to be sent. */
  readonly fileKey: Uint8Array;
  /** Signs cookies and form tokens. Changing it signs everybody out. */
  readonly cookieKey: Uint8Array;
  /** Wraps each record's own key. Losing it loses every word in Heed. */
  readonly ledgerKey: Uint8Array;
  /** Signs the ledger's checkpoints (Ed25519 seed). Whoever has it can sign a false log; a witness then refuses it. */
  readonly ledgerSigningKey: Uint8Array;
}

export type SecretName = keyof Secrets;

/** File of each secret in the folder `secrets/`. */
export const SECRET_FILES: Readonly<Record<SecretName, string>> = {
  pepper: 'pepper',
  totpKey: 'totp-key',
  fileKey: 'file-key',
  cookieKey: 'cookie-key',
  ledgerKey: 'ledger-key',
  ledgerSigningKey: 'ledger-signing-key',
};

const BYTES = 32;
/** Says that the demo has used these secrets, and so has everybody who has seen it. */
const DEMO_MARK = 'made-for-the-demo';

/** 32 bytes from their base64url text. Refuses anything shorter, longer, or plainly not random. */
function decode(name: SecretName, text: string): Uint8Array {
  const bytes = /^[A-Za-z0-9_-]+=?$/.test(text) ? Buffer.from(text, 'base64url') : Buffer.alloc(0);
  if (bytes.length !== BYTES)
    throw new OperatorError(
      `The secret ${SECRET_FILES[name]} must be ${BYTES} random bytes in base64url. Make one with: openssl rand -base64 32 | tr '+/' '-_'`,
    );
  // 32 random bytes have fewer than 16 different ones about once in 10^20 tries; a made-up key usually has.
  if (new Set(bytes).size < 16)
    throw new OperatorError(
      `The secret ${SECRET_FILES[name]} is not random. Make a new one with: openssl rand -base64 32`,
    );
  return new Uint8Array(bytes);
}

function readOverride(name: SecretName, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new OperatorError(
      `The file ${path}, named for the secret ${SECRET_FILES[name]}, can't be read (${(cause as NodeJS.ErrnoException).code}).`,
      { cause },
    );
  }
}

/** Files in `folder` (and the folder itself) that others on this machine could read. */
export function findExposedSecrets(folder: string): readonly string[] {
  const paths = [folder, ...Object.values(SECRET_FILES).map((file) => join(folder, file))];
  return paths.filter((path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0);
}

export interface SecretOptions {
  /** The folder `secrets/` of the data folder. */
  readonly folder: string;
  /** Files that hold a secret elsewhere. */
  readonly files?: Readonly<Record<SecretName, string | null>>;
  /**
   * `demo` makes what is missing. `production` makes nothing (two machines would each make their own) and refuses
   * what the demo has used.
   */
  readonly mode: 'demo' | 'production';
}

function collect(options: SecretOptions, make: boolean): Secrets {
  const missing: SecretName[] = [];
  const found: Partial<Record<SecretName, Uint8Array>> = {};
  for (const name of Object.keys(SECRET_FILES) as SecretName[]) {
    const file = options.files?.[name];
    const text = file
      ? readOverride(name, file)
      : make
        ? readOrMakeSecretFile(options.folder, SECRET_FILES[name], makeSecret).value
        : readSecretFile(options.folder, SECRET_FILES[name]);
    if (text === undefined) missing.push(name);
    else found[name] = decode(name, text);
  }
  if (missing.length > 0)
    throw new OperatorError(
      `There is no ${missing.map((name) => SECRET_FILES[name]).join(', ')} in ${options.folder}. ` +
        'For a new installation make them once with `heed secrets`, and copy them to every machine that runs Heed. ' +
        'For an old one put them back from their backup: without them nothing stored can be read.',
    );
  return found as Secrets;
}

const makeSecret = () => randomBytes(BYTES).toString('base64url');

/** Makes whatever secrets are missing in `folder`; answers the names of those made now. */
export function makeSecrets(folder: string): readonly SecretName[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return (Object.keys(SECRET_FILES) as SecretName[]).filter(
    (name) => readOrMakeSecretFile(folder, SECRET_FILES[name], makeSecret).made,
  );
}

/** The secrets. Refuses, as `OperatorError`, weak or missing ones and, in production, those the demo has used. */
export function loadSecrets(options: SecretOptions): Secrets {
  const mark = join(options.folder, DEMO_MARK);
  if (options.mode === 'production') {
    if (existsSync(mark))
      throw new OperatorError(
        `The secrets in ${options.folder} were made for the demo. Set HEED_DATA_DIR to a new folder for production.`,
      );
    return collect(options, false);
  }
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const secrets = collect(options, true);
  writeFileSync(mark, '', { mode: 0o600 });
  return secrets;
}

/** The secrets as text, for a backup's file of keys. */
export function exportSecrets(options: SecretOptions): Readonly<Record<string, string>> {
  const secrets = loadSecrets(options);
  const names = Object.keys(SECRET_FILES) as SecretName[];
  const texts = names.map((name) => [SECRET_FILES[name], Buffer.from(secrets[name]).toString('base64url')]);
  return { ...Object.fromEntries(texts), ...(options.mode === 'demo' ? { [DEMO_MARK]: '' } : {}) };
}

/**
 * Puts secrets from a backup in place. Refuses, changing nothing, where another secret is there already: with it the
 * backup's words could not be read, and without it something else's could not.
 */
export function putSecrets(
  given: Readonly<Record<string, string>>,
  options: Pick<SecretOptions, 'folder' | 'files'>,
): void {
  const names = Object.keys(SECRET_FILES) as SecretName[];
  for (const name of names) {
    const file = options.files?.[name];
    const found = file ? readOverride(name, file) : readSecretFile(options.folder, SECRET_FILES[name]);
    const wanted = given[SECRET_FILES[name]];
    if (wanted === undefined) throw new OperatorError(`The file of keys holds no ${SECRET_FILES[name]}.`);
    if (found !== undefined && Buffer.compare(decode(name, found), decode(name, wanted)) !== 0)
      throw new OperatorError(
        `The ${SECRET_FILES[name]} in ${file ?? options.folder} is not the one this backup was made with. Nothing was changed. ` +
          'Restore into a new data folder, or move the secrets that are there out of the way.',
      );
  }
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  for (const name of names)
    if (!options.files?.[name])
      readOrMakeSecretFile(options.folder, SECRET_FILES[name], () => given[SECRET_FILES[name]] ?? '');
  if (DEMO_MARK in given) writeFileSync(join(options.folder, DEMO_MARK), '', { mode: 0o600 });
}
