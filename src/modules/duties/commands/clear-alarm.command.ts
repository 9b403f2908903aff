import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { NewAlarm } from '../ports.ts';

/** Where alarms are marked as over. */
export interface ClearAlarmStore {
  saveAlarmCleared(tx: Tx, now: Temporal.Instant, kind: NewAlarm['kind'], about: string): Promise<number>;
}

/** Says that an alarm's cause is gone. Only what watches the cause calls it. Refuses `duties.nothing-due` when none is open. */
export const clearAlarm =
  (store: ClearAlarmStore): Command<Pick<NewAlarm, 'kind' | 'about'>, null> =>
  async (tx, ctx, { kind, about }) => {
    if ((await store.saveAlarmCleared(tx, ctx.now, kind, about)) === 0) return refuse('duties.nothing-due');
    const subject = { kind: 'configuration', id: 'duties.alarms' } as const;
    return {
      ok: true,
      value: null,
      entries: [{ act: 'duties.alarm-cleared', subject, body: { alarm: kind, about } }],
      events: [],
    };
  };
