/**
 * Coming back without JavaScript: the server derives what a browser would from the words, opens the thread in memory for one answer,
 * and seals what is written in it. No session; the words travel in the page's forms. Source: 70-disclosures.md 9.6, 9.14.
 */

import { parseReceipt } from '../../../../kernel/receipt/parse-receipt.ts';
import { RECEIPT_BYTES } from '../../../../kernel/receipt/receipt.ts';
import { LatelySent } from '../../../../platform/http/lately-sent.ts';
import type { AssetNames, Html } from '../../../../ui/index.ts';
import { toBase64url } from '../../domain/base64url.ts';
import type { Recipient } from '../../domain/roster.ts';
import { type Held, holdReceipt, type OpenThread, openThread, sealReply } from '../../sealing/open-thread.ts';
import { TooLong } from '../../sealing/seal-report.ts';
import { randomBytes } from '../../sealing/web-crypto.ts';
import { PLAIN_ACTS, renderPlainThread } from './plain-thread.page.ts';
import { FOLLOW_EN as t } from './texts/en-follow.ts';

/** What coming back without a script asks of the rest. */
export interface PlainThreadPorts {
  /** The thread that a token opens, from a place on; `null` when it opens none. */
  follow(token: Uint8Array, from: number): Promise<Uint8Array | null>;
  /** Takes what was sealed to it; the code of a refusal, or `null`. */
  add(token: Uint8Array, bytes: Uint8Array): Promise<string | null>;
  /** Everybody on the verified list since the pin, by key id. */
  everybody(): Promise<ReadonlyMap<string, Recipient>>;
}

/** A page, and what its status is. */
export interface PlainPage {
  readonly page: Html;
  readonly status: number;
}

export interface PlainWritten {
  readonly text: string;
  readonly act: string;
  /** Random, made with the form. */
  readonly key: string;
}

/** For whoever typed a receipt into a page without a script. `null`: it opens no sealed disclosure. */
export interface PlainThreads {
  /** The thread; with `written`, what is missing in that, and all of it back in the form. */
  follow(receipt: string, written?: Pick<PlainWritten, 'text'>): Promise<PlainPage | null>;
  /** Puts what was written last, once for each key, and shows the thread. */
  add(receipt: string, written: PlainWritten): Promise<PlainPage | null>;
}

/** Looked for where no receipt can be read: derived like one, for as long, and under a name that gave nobody theirs. */
const NO_RECEIPT = { secret: new Uint8Array(RECEIPT_BYTES), deployment: '' };

const faultOf = (code: string): string =>
  code === 'disclosures.written-meanwhile' ? t.faults.meanwhile : t.faults.refused;

/** Puts it together. `deployment`: the public name that salts every receipt here. */
export function createPlainThreads(
  { assets, receiptDeployment }: { readonly assets: AssetNames; readonly receiptDeployment: string },
  ports: PlainThreadPorts,
): PlainThreads {
  /** What each key's message came to: the code of a refusal, or `null`. */
  const lately = new LatelySent<Promise<string | null>>();

  function hold(typed: string): Held {
    const parsed = parseReceipt(typed);
    return parsed.ok
      ? holdReceipt(parsed.secret, receiptDeployment)
      : holdReceipt(NO_RECEIPT.secret, NO_RECEIPT.deployment);
  }

  async function open({ first }: Held): Promise<OpenThread | null> {
    const bytes = await ports.follow(first.token, 0);
    if (!bytes) return null;
    return openThread(bytes, first, await ports.everybody(), (from) => ports.follow(first.token, from));
  }

  type Said = { readonly notice?: string; readonly fault?: string; readonly typed?: string };

  function draw({ secret }: Held, thread: OpenThread, said: Said, status = 200): PlainPage {
    const key = toBase64url(randomBytes(16));
    return { page: renderPlainThread(assets, { open: thread, secret, key, ...said }), status };
  }

  async function write(held: Held, thread: OpenThread, written: PlainWritten): Promise<string | null> {
    const act = PLAIN_ACTS.find((one) => one === written.act) ?? 'message';
    const content = { text: written.text, happened: null, kinds: [] };
    const { bytes } = await sealReply(thread, held.first, act, content);
    return ports.add(held.first.token, bytes);
  }

  /** Once for each key and receipt, however often it is pressed; what was refused may be tried again. */
  async function writeOnce(held: Held, thread: OpenThread, written: PlainWritten): Promise<string | null> {
    const name = `${written.key} ${toBase64url(held.first.token)}`;
    const sending = lately.find(name) ?? write(held, thread, written);
    lately.keep(name, sending);
    try {
      const refused = await sending;
      if (refused !== null) lately.forget(name);
      return refused;
    } catch (error) {
      lately.forget(name);
      throw error;
    }
  }

  return {
    follow: async (receipt, written) => {
      const held = hold(receipt);
      const thread = await open(held);
      if (!thread) return null;
      return written
        ? draw(held, thread, { fault: t.faults.empty, typed: written.text }, 422)
        : draw(held, thread, {});
    },
    add: async (receipt, written) => {
      const held = hold(receipt);
      const thread = await open(held);
      if (!thread) return null;
      const back = (fault: string, now: OpenThread, status: number) =>
        draw(held, now, { fault, typed: written.text }, status);
      let refused: string | null;
      try {
        refused = await writeOnce(held, thread, written);
      } catch (error) {
        if (error instanceof TooLong) return back(t.faults.tooLong, thread, 422);
        throw error;
      }
      const now = (await open(held)) ?? thread;
      return refused === null ? draw(held, now, { notice: t.sent }) : back(faultOf(refused), now, 409);
    },
  };
}
