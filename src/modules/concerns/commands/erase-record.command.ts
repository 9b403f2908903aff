import type { Command } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { concernRef } from '../domain/concern.ts';
import {
  confirmErasure as decideConfirm,
  proposeErasure as decidePropose,
  refuseErasure as decideRefuse,
  erasureRef,
} from '../domain/erasure.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { loadKeeping, pickSecond } from './on-keeping.command.ts';
import { recordAct } from './record-act.command.ts';

/** An erasure as it is asked for. */
export interface ProposeErasure {
  readonly concern: ConcernId;
  readonly ground: string;
  readonly reason: string;
  /** Somebody who may read it said that neither exploitation nor sexual abuse is in question. */
  readonly checked: boolean;
}

/** The second person's answer. */
export interface AnswerErasure {
  readonly erasure: string;
  readonly reason: string;
}

const CONFIRM_RULE = 'information.confirm-erasure';

/**
 * Proposes that what was said in a concern be erased: nothing is lost until a second person, in another agency, agrees,
 * who owes an answer from now. Gives its id. Refuses `concerns.held`, `concerns.still-owed`, `concerns.kept-longer`,
 * `concerns.check-needed`, `concerns.ground-needed`, `concerns.erasure-waiting`, `concerns.erased`,
 * `concerns.nobody-outside`, `concerns.not-found` (to those kept away too) and a reason that is none.
 */
export function proposeErasure(ports: ConcernsPorts): Command<ProposeErasure, string> {
  return async (tx, ctx, input) => {
    const keeping = await loadKeeping(ports, tx, ctx, input.concern);
    if (!keeping.ok) return keeping;
    const { loaded, actor, facts, skipPosts, away } = keeping.value;
    const id = ctx.ids.next<'erasure'>();
    const decided = decidePropose(loaded.state, actor, { ...input, id }, facts);
    if (!decided.ok) return decided;
    const second = pickSecond(keeping.value);
    if (!second) return refuse('concerns.nobody-outside');
    const { ground } = decided.value;
    const reason = input.reason.trim();
    const recorded = await recordAct(ports, tx, ctx, loaded, decided.value);
    await ports.store.saveErasureProposed(tx, ports.vault, {
      id,
      concern: input.concern,
      ground,
      at: ctx.now,
      by: actor.by,
      agency: actor.agency,
      reason,
    });
    const raised = await ports.duties.raise(tx, ctx, [
      {
        rule: CONFIRM_RULE,
        about: erasureRef(id),
        key: '',
        reference: loaded.row.reference,
        post: second.id,
        holders: second.holders,
        from: ctx.now,
        earlierWarnings: 0,
        skipPosts,
        skipHolders: [...new Set([actor.by.account, ...away])],
      },
    ]);
    const entry: EntryDraft = {
      act: 'concerns.erasure-proposed',
      subject: erasureRef(id),
      about: [concernRef(input.concern), { kind: 'post', id: second.id }],
      body: { ground, reason, checked: input.checked },
    };
    const [, ...rest] = recorded.entries;
    return {
      ok: true,
      value: id,
      entries: [entry, ...rest, ...raised.entries],
      events: [...recorded.events, ...raised.events],
    };
  };
}

/**
 * The second person agrees: in this one transaction the concern's key is destroyed, and with it every word, draft, file
 * and answer; what it gave to children, adults and things on record goes, and its match keys. What happened stays.
 * Refuses `concerns.no-such-erasure`, `concerns.own-erasure`, `concerns.same-agency`, `concerns.loss-not-read`, whatever
 * `proposeErasure` refuses because of the record, and a reason that is none.
 */
export function confirmErasure(
  ports: ConcernsPorts,
): Command<AnswerErasure & { readonly lossRead: boolean }, ConcernId> {
  return async (tx, ctx, input) => {
    const found = await ports.store.findErasure(tx, input.erasure);
    if (!found) return refuse('concerns.no-such-erasure');
    const keeping = await loadKeeping(ports, tx, ctx, found.concern);
    if (!keeping.ok) return keeping;
    const { loaded, actor, facts } = keeping.value;
    const decided = decideConfirm(loaded.state, actor, { ...input, id: found.id }, facts);
    if (!decided.ok) return decided;
    const recorded = await recordAct(ports, tx, ctx, loaded, decided.value);
    const reason = input.reason.trim();
    const answer = { state: 'erased', at: ctx.now, by: actor.by, agency: actor.agency, reason } as const;
    if (!(await ports.store.saveErasureSettled(tx, ports.vault, found.id, answer)))
      return refuse('concerns.no-such-erasure');
    const met = await ports.duties.meet(tx, ctx, {
      about: erasureRef(found.id),
      act: 'concerns.concern-erased',
      which: [{ rule: CONFIRM_RULE, key: '' }],
    });
    const destroyed = await ports.store.carryOutErasure(tx, ports.vault, found.id);
    const { mentions, files } = destroyed;
    const [first, ...rest] = recorded.entries;
    return {
      ok: true,
      value: found.concern,
      entries: [
        // Under the concern's own key, which is gone: that it happened, and nothing else.
        { ...first, about: [erasureRef(found.id)], body: {} },
        {
          act: 'concerns.erasure-carried-out',
          subject: erasureRef(found.id),
          about: destroyed.records,
          body: { ground: found.ground, reason, mentions, files, records: destroyed.records.length },
        },
        ...rest,
        ...met.entries,
      ],
      events: [
        ...recorded.events,
        ...met.events,
        { name: 'concerns.concern-erased', data: { erasure: found.id } },
      ],
    };
  };
}

/** The second person does not agree: everything stays as it is. Refuses as `confirmErasure` does. */
export function refuseErasure(ports: ConcernsPorts): Command<AnswerErasure, ConcernId> {
  return async (tx, ctx, input) => {
    const found = await ports.store.findErasure(tx, input.erasure);
    if (!found) return refuse('concerns.no-such-erasure');
    const keeping = await loadKeeping(ports, tx, ctx, found.concern);
    if (!keeping.ok) return keeping;
    const { loaded, actor } = keeping.value;
    const decided = decideRefuse(loaded.state, actor, { ...input, id: found.id });
    if (!decided.ok) return decided;
    const recorded = await recordAct(ports, tx, ctx, loaded, decided.value);
    const reason = input.reason.trim();
    const answer = { state: 'refused', at: ctx.now, by: actor.by, agency: actor.agency, reason } as const;
    if (!(await ports.store.saveErasureSettled(tx, ports.vault, found.id, answer)))
      return refuse('concerns.no-such-erasure');
    const met = await ports.duties.meet(tx, ctx, {
      about: erasureRef(found.id),
      act: 'concerns.erasure-refused',
      which: [{ rule: CONFIRM_RULE, key: '' }],
    });
    const [, ...rest] = recorded.entries;
    const entry: EntryDraft = {
      act: 'concerns.erasure-refused',
      subject: erasureRef(found.id),
      about: [concernRef(found.concern)],
      body: { reason },
    };
    return {
      ok: true,
      value: found.concern,
      entries: [entry, ...rest, ...met.entries],
      events: [...recorded.events, ...met.events],
    };
  };
}
