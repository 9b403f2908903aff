import type { Command } from '../../../kernel/command.ts';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { ConcernFile, ConcernsPorts } from '../ports/outside.ports.ts';
import { actingPerson } from './on-concern.command.ts';
import { recordAct } from './record-act.command.ts';

/** Which file of which concern. */
export interface OnAttachment {
  readonly concern: ConcernId;
  readonly attachment: string;
}

/** A file as it is handed to a browser, to save and never to show. */
export interface OpenedAttachment extends ConcernFile {
  readonly name: string;
  readonly content: () => AsyncIterable<Uint8Array>;
}

const fileRef = (id: string): RecordRef => ({ kind: 'attachment', id });

/**
 * Opens a file of a concern; each opening is an act of the concern. Whether a locked one may be opened is for the access
 * rules. Refuses `concerns.not-found` and `files.not-there`.
 */
export function openAttachment(ports: ConcernsPorts): Command<OnAttachment, OpenedAttachment> {
  return async (tx, ctx, input) => {
    const loaded = await ports.store.findConcern(tx, input.concern);
    if (!loaded) return refuse('concerns.not-found');
    const file = await ports.files.find(tx, input.concern, input.attachment);
    if (!file) return refuse('files.not-there');
    const act = { act: 'attachment-opened', by: actingPerson(ctx) } as const;
    const extras = { computed: { attachment: file.id }, about: [fileRef(file.id)] };
    const { entries, events } = await recordAct(ports, tx, ctx, loaded, act, extras);
    return { ok: true, value: file, entries, events };
  };
}

/**
 * Locks a file at once: from now on only police posts open it, and it is left out of prints, exports and search. Whoever
 * opened a picture that nobody may hold needs no leave for this. Refuses `concerns.not-found` and `files.not-there`
 * (also when it was locked already).
 */
export function lockAttachment(ports: ConcernsPorts): Command<OnAttachment, null> {
  return async (tx, ctx, input) => {
    const loaded = await ports.store.findConcern(tx, input.concern);
    if (!loaded) return refuse('concerns.not-found');
    if (loaded.state.erasedAt) return refuse('concerns.erased');
    if (!(await ports.files.lock(tx, input.concern, input.attachment, ctx.now)))
      return refuse('files.not-there');
    const act = { act: 'attachment-locked', by: actingPerson(ctx) } as const;
    const extras = { computed: { attachment: input.attachment }, about: [fileRef(input.attachment)] };
    const { entries, events } = await recordAct(ports, tx, ctx, loaded, act, extras);
    return { ok: true, value: null, entries, events };
  };
}
