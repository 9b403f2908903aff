/**
 * Finds a browser to test in. First choice is the Chromium that npm brought (`@sparticuz/chromium`), unpacked once
 * beside it; where that cannot run (another processor, missing system libraries), an installed Chrome or Chromium.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const modules = resolve(import.meta.dirname, '../../node_modules');

/** An executable that has answered `--version`, and the environment it needs to. */
export interface Browser {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Where the browser finds letters: the fonts unpacked beside it. The package's own file names folders that exist only
 * on Lambda (and, by luck, wherever something unpacked it into /tmp): without a single font Chromium ends at the first word.
 */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** True when the browser starts far enough to say its version. */
async function answers(browser: Browser): Promise<boolean> {
  const env = { ...process.env, ...browser.env };
  return run(browser.executable, ['--version'], { env, timeout: 20_000 }).then(
    ({ stdout }) => /Chrom/.test(stdout),
    () => false,
  );
}

/**
 * Unpacks the npm Chromium into `node_modules/.cache`, whole or not at all: it is unpacked under another name and
 * renamed, so that two test runs at once, or one that is killed, never meet half a browser.
 */
async function unpack(): Promise<string> {
  const packageFile = join(modules, '@sparticuz/chromium/package.json');
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string };
  const cache = join(modules, '.cache/heed');
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, 'unpacking-'));
  // The package unpacks into TMPDIR, and its bundle of system libraries only where it believes itself on Lambda.
  const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  const script = `await (await import('@sparticuz/chromium')).default.executablePath()`;
  await run(process.execPath, ['--input-type=module', '-e', script], { env, cwd: resolve(modules, '..') });
  await writeFile(join(staging, 'fonts/fonts.conf'), FONTS);
  await rename(staging, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

async function listCandidates(): Promise<readonly Browser[]> {
  const named = process.env.HEED_TEST_BROWSER;
  const installed = [...(named === undefined ? [] : [named]), ...INSTALLED]
    .filter((path) => existsSync(path))
    .map((executable) => ({ executable, env: {} }));
  if (process.platform !== 'linux' || process.arch !== 'x64' || named !== undefined) return installed;
  const folder = await unpack();
  const executable = join(folder, 'chromium');
  const fonts = { FONTCONFIG_PATH: join(folder, 'fonts') };
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023/lib') };
  return [{ executable, env: fonts }, { executable, env: { ...fonts, ...libraries } }, ...installed];
}

/** The first browser that runs here. Throws with what was tried when there is none. */
export async function findBrowser(): Promise<Browser> {
  const candidates = await listCandidates();
  for (const candidate of candidates) if (await answers(candidate)) return candidate;
  const tried = candidates.map(({ executable }) => executable).join(', ');
  throw new Error(
    `No browser runs here (tried: ${tried}). Install Chromium or set HEED_TEST_BROWSER to one.`,
  );
}
