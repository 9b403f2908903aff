/**
 * What the demo keeps in the data folder: how it is to be filled, so that a filling broken off is taken up the same
 * way, and how to sign in. Both are only for whoever runs Heed (mode 0600).
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const plan = z.object({
  seed: z.string(),
  size: z.number().int().min(40),
  now: z.string().transform((text) => Temporal.Instant.from(text)),
  /** True once everything is there. */
  filled: z.boolean(),
});

/** How the demo is filled: from which seed, how many concerns, ending when. */
export type DemoPlan = z.infer<typeof plan>;

/** One way in: somebody's post and what they sign in with. */
export interface DemoLogin {
  readonly post: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Base 32, as an authenticator app takes it. */
  readonly totpSecret: string;
}

export interface DemoCredentials {
  readonly api: { readonly clientId: string; readonly clientSecret: string };
  readonly accounts: readonly DemoLogin[];
}

export const CREDENTIALS_FILE = 'demo-credentials.json';
const PLAN_FILE = 'demo-plan.json';

/** Written whole under another name and then renamed: nobody ever reads half a file. For its owner's eyes only. */
export function writeDemoFile(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const waiting = join(folder, `.${name}.${randomBytes(6).toString('hex')}`);
  writeFileSync(waiting, text, { mode: 0o600 });
  renameSync(waiting, join(folder, name));
}

function write(folder: string, name: string, value: unknown): void {
  writeDemoFile(folder, name, `${JSON.stringify(value, null, 2)}\n`);
}

/** The plan a filling was begun with; null when none was. Throws on a file that is not a plan. */
export function readPlan(folder: string): DemoPlan | null {
  const path = join(folder, PLAN_FILE);
  return existsSync(path) ? plan.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

export function writePlan(folder: string, { seed, size, now, filled }: DemoPlan): void {
  write(folder, PLAN_FILE, { seed, size, now: now.toString(), filled });
}

/** Writes how to sign in to the demo, for its owner's eyes only. */
export function writeCredentials(folder: string, credentials: DemoCredentials): void {
  write(folder, CREDENTIALS_FILE, credentials);
}
