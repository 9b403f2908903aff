/**
 * The standing work of the sealed channel, beside the rest of the worker's and apart from it: its own pool, no queue, its own mail.
 * Here alone both databases' roles meet: the head of each day goes from the one log into the other, and nothing else does.
 */
import { randomInt } from 'node:crypto';
import {
  createWatch,
  type DisclosureWatch,
  type HeadsOutside,
  toBase64url,
} from '../modules/disclosures/index.ts';
import { enterClosedDay, findLastClosedDay } from '../modules/ledger/index.ts';
import { describeError, type Log } from '../platform/log.ts';
import type { NoticeAdapter } from '../platform/mail/outgoing-notice.ts';
import { runCommand } from '../platform/run-command.ts';
import type { Spine } from '../platform/transaction.ts';
import type { Sealed } from './sealed.ts';

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;

/** The ledger of the rest of Heed, for the heads of days. */
export function composeHeads(app: Spine): HeadsOutside {
  return {
    findLastEntered: () => app.db.transaction().execute(findLastClosedDay),
    enter: async ({ day, hash, signature }) => {
      const closed = { day, head: toBase64url(hash), signature: toBase64url(signature) };
      const entered = await runCommand(app, ENGINE, (tx, ctx) => enterClosedDay(tx, ctx, closed));
      // That another worker has entered it is as good.
      if (!entered.ok && entered.refusal.code !== 'ledger.day-entered')
        throw new Error(`the head of ${day} was not entered: ${entered.refusal.code}`);
    },
  };
}

/** The standing work, not yet started. `app`: the rest of Heed's, whose ledger takes the heads. */
export function composeSealedWorker(
  sealed: Sealed,
  { app, sender, log }: { readonly app: Spine; readonly sender: NoticeAdapter; readonly log: Log },
): DisclosureWatch {
  return createWatch(sealed.watchKeys, {
    spine: sealed.spine,
    ports: sealed.ports,
    heads: composeHeads(app),
    write: (to) => sender.send({ to, means: 'email', template: 'waiting', reference: null }),
    chance: (below) => randomInt(below),
    onError: (error) => log.error('disclosures-round-failed', describeError(error)),
  });
}
