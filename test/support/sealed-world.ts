/** Three people to seal a disclosure to, one discloser, and what they say: for tests of sealing and of all that stores it. */
import { deriveReceiptKeys, type ReceiptKeys, receiptSalt } from '../../src/kernel/receipt/derive-receipt.ts';
import type {
  BodyContent,
  HeaderContent,
  IdentityContent,
} from '../../src/modules/disclosures/domain/contents.ts';
import {
  idFrom,
  type SealedFile,
  type SealedReport,
} from '../../src/modules/disclosures/domain/sealed-report.ts';
import type { Opener } from '../../src/modules/disclosures/sealing/open-report.ts';
import { makeOwnKeys } from '../../src/modules/disclosures/sealing/own-keys.ts';
import { makeReportKeys, sealReport } from '../../src/modules/disclosures/sealing/seal-report.ts';
import { randomBytes } from '../../src/modules/disclosures/sealing/web-crypto.ts';

export interface SealedWorld {
  readonly receipt: ReceiptKeys;
  readonly header: HeaderContent;
  readonly body: BodyContent;
  /** In the order of a report's readers. */
  readonly openers: readonly Opener[];
  seal(more?: {
    readonly report?: Uint8Array;
    readonly words?: string;
    readonly identity?: IdentityContent;
    readonly files?: readonly SealedFile[];
    /** The last of the three is the outside body, which is asked when those inside do not answer. */
    readonly outside?: boolean;
  }): Promise<SealedReport>;
}

export async function makeSealedWorld(): Promise<SealedWorld> {
  const people = await Promise.all([1, 2, 3].map(() => makeOwnKeys()));
  const receipt = deriveReceiptKeys(randomBytes(10), receiptSalt('wrenfold'));
  const header: HeaderContent = {
    organisation: 'Wrenfold Council',
    unit: 'Assessment team North',
    about: ['Team manager'],
    category: 'concerns-ignored',
    danger: true,
    test: false,
  };
  const body: BodyContent = {
    answers: [{ asked: 'What have you seen?', answer: 'Four concerns were closed unread.' }],
    files: [],
  };
  return {
    receipt,
    header,
    body,
    openers: people.map(({ secrets, open }) => ({
      keyId: open.keyId,
      secret: secrets.seal,
      open: open.seal,
    })),
    seal: async ({ report = idFrom(randomBytes(16)), words, identity, files = [], outside = false } = {}) =>
      sealReport({
        policy: 'disclosure',
        report,
        roster: { version: 3, hash: new Uint8Array(32).fill(3) },
        receipt,
        keys: makeReportKeys(),
        header,
        body:
          words === undefined
            ? body
            : { ...body, answers: [{ asked: 'What have you seen?', answer: words }] },
        identity,
        files,
        readers: people.map(({ open }, at) => ({
          keyId: open.keyId,
          role: outside && at === 2 ? 'escalation' : 'recipient',
          seal: open.seal,
        })),
      }),
  };
}
