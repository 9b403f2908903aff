import type { Command } from '../../../kernel/command.ts';
import type { DutyId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { DutyStore } from '../ports.ts';

/**
 * Says, by name, that somebody on a rung knows of the duty. It stops nothing: the duty goes on climbing until the act
 * that meets it. Refuses somebody it has not reached.
 */
export const acknowledgeDuty =
  (store: DutyStore): Command<{ readonly duty: DutyId }, null> =>
  async (tx, ctx, input) => {
    if (ctx.actor.kind !== 'account') return refuse('duties.not-your-duty');
    const { account } = ctx.actor;
    const hats = await store.listHats(tx, account, ctx.now);
    const duty = await store.findDuty(tx, input.duty, hats, account);
    if (!duty) return refuse('duties.no-such-duty');
    if (duty.state !== 'open') return refuse('duties.not-open');
    const rungs = await store.saveAcknowledged(tx, ctx.now, duty.id, hats, account);
    if (rungs === 0) return refuse('duties.not-your-duty');
    return {
      ok: true,
      value: null,
      entries: [
        { act: 'duties.rung-acknowledged', subject: duty.about, body: { duty: duty.id, rule: duty.rule } },
      ],
      events: [],
    };
  };
