import type { Query } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { concernRef } from '../domain/concern.ts';
import type { Naming, ReporterKind } from '../domain/vocabulary.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import type { ReporterDetails } from '../ports/store.ports.ts';

/** Who told us, for the front door alone. */
export interface ReporterView {
  readonly reference: string;
  readonly kind: ReporterKind;
  readonly naming: Naming;
  readonly details: ReporterDetails;
}

/** Opens who the reporter is. The look itself was recorded by `seeReporter`, as an act on the concern. */
export function getReporter(ports: ConcernsPorts): Query<{ readonly concern: ConcernId }, ReporterView> {
  return async (tx, _ctx, input) => {
    const loaded = await ports.store.findConcern(tx, input.concern);
    const details = loaded && (await ports.store.openReporter(tx, ports.vault, loaded.row));
    if (!loaded || !details) return { ok: false, refusal: { code: 'concerns.not-found' } };
    const { reference, reporter_kind: kind, naming } = loaded.row;
    return {
      ok: true,
      value: { reference, kind, naming, details },
      entries: [{ act: 'concerns.reporter-shown', subject: concernRef(input.concern), body: {} }],
    };
  };
}
