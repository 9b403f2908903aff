/** What recipients' journeys need of a whole Heed: invitations, disclosures sealed to them, a next roster, signing in. */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { DemoRoster } from '../../demo/disclosures/sign-roster.ts';
import { disclosureKeys, openSealedSpine, recipientSecret } from '../../src/compose/sealed.ts';
import type { FileContent } from '../../src/modules/disclosures/domain/contents.ts';
import { idFrom, showId } from '../../src/modules/disclosures/domain/sealed-report.ts';
import {
  createDisclosurePorts,
  createRecipientProofs,
  inviteRecipient,
  rosterHash,
  rosterMessage,
  saveInvitation,
  takePart,
  takeReport,
  toBase64url,
} from '../../src/modules/disclosures/index.ts';
import { countParts, sealFile } from '../../src/modules/disclosures/sealing/seal-file.ts';
import { makeReportKeys } from '../../src/modules/disclosures/sealing/seal-report.ts';
import { openSigningKey } from '../../src/platform/crypto.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import type { Spine, Who } from '../../src/platform/transaction.ts';
import { BODY, type SealedFor, sealFor } from './recipient-site.ts';
import type { SealedArea } from './sealed-area.ts';

const OPERATOR: Who = { actor: { kind: 'operator' }, basis: null };

async function withSpine<T>({ heed }: SealedArea, work: (spine: Spine) => Promise<T>): Promise<T> {
  const { spine, close } = openSealedSpine(heed.database.urls.sealed, heed.clock, 2);
  try {
    return await work(spine);
  } finally {
    await close();
  }
}

/** A code with which keys can be made. */
export function inviteTo(area: SealedArea): Promise<string> {
  return withSpine(area, async (spine) => {
    const proofs = createRecipientProofs(recipientSecret(area.heed.secrets));
    const made = await runCommand(spine, OPERATOR, (tx, ctx) =>
      inviteRecipient({ saveInvitation }, proofs)(tx, ctx, randomBytes(10)),
    );
    if (!made.ok) throw new Error(made.refusal.code);
    return made.value.code;
  });
}

/** A file to be told with: its name, and what is in it. */
export interface TestFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** By which something is sealed. */
export const rosterOf = ({ hash }: DemoRoster, version = 1) => ({
  version,
  hash: new Uint8Array(Buffer.from(hash, 'base64url')),
});

/** Seals disclosures to these, in this order, and has them taken in. Who may be chosen is not checked: that is others' tests. */
export function discloseTo(
  area: SealedArea,
  readers: Parameters<typeof sealFor>[0],
  all: readonly (Parameters<typeof sealFor>[1] & { readonly attach?: readonly TestFile[] })[],
): Promise<readonly SealedFor[]> {
  const ports = createDisclosurePorts(disclosureKeys(area.heed.secrets), {
    chance: () => 0,
    checkReaders: async () => null,
  });
  return withSpine(area, async (spine) => {
    const made: SealedFor[] = [];
    for (const { attach = [], ...given } of all) {
      const report = idFrom(randomBytes(16));
      const keys = makeReportKeys();
      const files: FileContent[] = [];
      for (const { name, bytes } of attach) {
        const file = idFrom(randomBytes(16));
        let part = 0;
        for await (const sealed of sealFile(keys.body, report, file, new Blob([Buffer.from(bytes)]))) {
          await runCommand(spine, OPERATOR, (tx, ctx) =>
            takePart(ports)(tx, ctx, { report, file, part, sealed }),
          );
          part += 1;
        }
        files.push({
          file: showId(file).replaceAll('-', ''),
          name,
          type: 'text/html',
          bytes: bytes.length,
          parts: countParts(bytes.length),
        });
      }
      const one = await sealFor(readers, {
        roster: rosterOf(area.roster),
        ...given,
        report,
        keys,
        body: { ...(given.body ?? BODY), files },
        files: files.map(({ file, parts }) => ({ file: Buffer.from(file, 'hex'), parts })),
      });
      const taken = await runCommand(spine, OPERATOR, (tx, ctx) =>
        takeReport(ports)(tx, ctx, { bytes: one.bytes, sealedBy: 'browser' }),
      );
      if (!taken.ok) throw new Error(taken.refusal.code);
      made.push(one);
    }
    return made;
  });
}

/** The next version of the roster, with `change` made to the last, signed as the guardians would. */
export function nextRoster(
  { keys }: SealedArea,
  last: DemoRoster,
  change: (draft: RosterDraft) => object,
): DemoRoster {
  const draft = JSON.parse(Buffer.from(last.payload).toString('utf8')) as RosterDraft;
  const payload = Buffer.from(
    JSON.stringify({ ...draft, version: draft.version + 1, previous: last.hash, ...change(draft) }),
  );
  const signatures = keys.guardians.slice(0, 2).map((one) => ({
    guardian: one.id,
    signature: toBase64url(openSigningKey(one.seed).sign(rosterMessage(payload))),
  }));
  return { signed: { payload: toBase64url(payload), signatures }, payload, hash: rosterHash(payload) };
}

export interface RosterDraft {
  readonly version: number;
  readonly organisations: readonly Readonly<Record<string, unknown>>[];
  readonly recipients: readonly Readonly<Record<string, unknown>>[];
}

/** Signs in by passphrase, in the page's own time. */
export async function signInAs(page: Page, handle: string, passphrase: string): Promise<void> {
  await page.goto('/recipients');
  await page.getByLabel('Handle').fill(handle);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Disclosed to you' }).waitFor({ timeout: 60_000 });
}
