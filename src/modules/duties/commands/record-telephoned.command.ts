import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, RecordRef } from '../../../kernel/entry.ts';
import type { DutyId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { checkReason } from '../domain/settle.ts';
import type { DutyStore } from '../ports.ts';

/** Meets duties by an act; `meetDuties` in this module's store. */
export type Meet = (
  tx: Tx,
  ctx: CommandContext,
  meet: {
    readonly about: RecordRef;
    readonly act: 'duties.telephoned';
    readonly which: readonly { readonly rule: string; readonly key: string }[];
  },
) => Promise<{ readonly entries: readonly EntryDraft[] }>;

const TELEPHONE_RULE = 'front-door.telephone-now';

/**
 * Says who was spoken to and what was agreed, which meets a "telephone now" duty. The duty that nobody had met stays
 * owed. Refuses any other kind of duty, an empty answer, and somebody it has not reached.
 */
export const recordTelephoned =
  (store: DutyStore, meet: Meet): Command<{ readonly duty: DutyId; readonly outcome: string }, null> =>
  async (tx, ctx, input) => {
    if (ctx.actor.kind !== 'account') return refuse('duties.not-your-duty');
    const hats = await store.listHats(tx, ctx.actor.account, ctx.now);
    const duty = await store.findDuty(tx, input.duty, hats, ctx.actor.account);
    if (!duty) return refuse('duties.no-such-duty');
    if (duty.rule !== TELEPHONE_RULE) return refuse('duties.not-a-telephone-duty');
    if (duty.state !== 'open') return refuse('duties.not-open');
    if (!hats.some((hat) => hat === duty.post || duty.told.includes(hat)))
      return refuse('duties.not-your-duty');
    const outcome = checkReason(input.outcome);
    if (!outcome.ok) {
      const long = outcome.refusal.code === 'duties.reason-too-long';
      return refuse(long ? outcome.refusal.code : 'duties.outcome-missing', 'outcome');
    }
    const which = [{ rule: duty.rule, key: duty.key }];
    const met = await meet(tx, ctx, { about: duty.about, act: 'duties.telephoned', which });
    const said: EntryDraft = {
      act: 'duties.telephoned',
      subject: duty.about,
      body: { duty: duty.id, outcome: outcome.value },
    };
    return { ok: true, value: null, entries: [said, ...met.entries], events: [] };
  };
