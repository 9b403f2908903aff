import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { EngineStore, NewAlarm } from '../ports.ts';

/** Alarms that say that the organisation's own record may have been put back or written anew: nobody in it may be the only one to know. */
const isAboutLedger = ({ kind }: Pick<NewAlarm, 'kind'>) => kind.startsWith('ledger-');

/**
 * Raises one alarm about the machinery and tells every administrator, and of one about the ledger every scrutineer too, in the
 * application only: what is broken may be the mail. Refuses `duties.nothing-due` when the same alarm is open already.
 */
export const raiseAlarm =
  (
    store: Pick<EngineStore, 'saveAlarms' | 'saveNotices' | 'listAdministrators' | 'listScrutineers'>,
  ): Command<NewAlarm, null> =>
  async (tx, ctx, alarm) => {
    const fresh = await store.saveAlarms(tx, ctx.now, [{ ...alarm, id: ctx.ids.next<'alarm'>() }]);
    if (fresh.length === 0) return refuse('duties.nothing-due');
    const outside = isAboutLedger(alarm) ? await store.listScrutineers(tx) : [];
    const posts = [...new Set([...(await store.listAdministrators(tx)), ...outside])];
    const notices = posts.map((post) => ({
      id: ctx.ids.next<'notice'>(),
      duty: null,
      post,
      kind: `alarm:${alarm.kind}`,
      means: [],
      reference: null,
    }));
    await store.saveNotices(tx, ctx.now, notices);
    const entry = {
      act: 'duties.alarm-raised',
      subject: { kind: 'configuration', id: 'duties.alarms' },
      body: { alarm: alarm.kind, about: alarm.about, ...alarm.detail },
    } as const;
    return { ok: true, value: null, entries: [entry], events: [] };
  };
