import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { EngineStore, NewAlarm } from '../ports.ts';

/**
 * Raises one alarm about the machinery and tells every administrator, in the application only: what is broken may be the
 * mail. Refuses `duties.nothing-due` when the same alarm is open already.
 */
export const raiseAlarm =
  (store: Pick<EngineStore, 'saveAlarms' | 'saveNotices' | 'listAdministrators'>): Command<NewAlarm, null> =>
  async (tx, ctx, alarm) => {
    const fresh = await store.saveAlarms(tx, ctx.now, [{ ...alarm, id: ctx.ids.next<'alarm'>() }]);
    if (fresh.length === 0) return refuse('duties.nothing-due');
    const posts = await store.listAdministrators(tx);
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
