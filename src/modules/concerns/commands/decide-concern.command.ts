import type { CommandContext } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Concern } from '../domain/concern.ts';
import { type DecideInput, decideConcern as decide } from '../domain/decide-concern.ts';
import { deriveSecondPersonReasons, type KnownContext, type SecondPersonReason } from '../domain/outcomes.ts';
import { deriveWindowStart } from '../domain/pattern.ts';
import type { ConcernsPorts, RelatedConcern } from '../ports/outside.ports.ts';
import type { BundledConcern } from '../ports/store.ports.ts';
import { actingPerson, type OnConcern, onConcern } from './on-concern.command.ts';

/** What the screener says is known of the child from other systems, until Heed holds it itself. */
export interface KnownElsewhere {
  readonly lookedAfter: boolean;
  readonly careLeaver: boolean;
  readonly missingEpisodes: number;
}

/** A decision as the page hands it in. */
export type DecideConcern = OnConcern & Omit<DecideInput, 'by'> & { readonly known: KnownElsewhere };

/** What stands beside a concern, and of those concerns what a page lists. */
interface Beside {
  readonly related: readonly RelatedConcern[];
  readonly bundled: readonly BundledConcern[];
}

/** The bundle at this moment: counted, never typed. */
function deriveKnown(
  { indicators }: Concern,
  { related, bundled }: Beside,
  known: KnownElsewhere,
  now: Temporal.Instant,
): KnownContext {
  const sure = new Set(
    related.filter((r) => r.via.some((v) => v.strength !== 'possible')).map((r) => r.concern),
  );
  const from = deriveWindowStart(now, 12);
  const earlier = bundled.filter((b) => sure.has(b.id) && Temporal.Instant.compare(b.receivedAt, from) >= 0);
  return {
    earlierConcerns: earlier.length,
    indicators,
    earlierExploitation: earlier.some((b) => b.exploitation),
    ...known,
  };
}

/** What stood around the decider at that moment: their caseload and what they had opened beforehand. Computed. */
async function computeContext(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  related: readonly RelatedConcern[],
  concern: ConcernId,
  known: KnownContext,
): Promise<JsonObject> {
  const by = actingPerson(ctx);
  const posts = (await ports.organisation(tx, ctx.now)).filter((p) => p.holders.includes(by.account));
  const duties = await ports.duties.countOpen(
    tx,
    posts.map((p) => p.id),
    ctx.now,
  );
  const looked = [concern, ...related.map((r) => r.concern)];
  const opened = await ports.listOpenedBy(tx, by.account, looked);
  return {
    context: {
      openDuties: duties.open,
      overdueDuties: duties.overdue,
      evidenceOpened: [...opened],
      evidenceThere: looked,
      earlierConcerns: known.earlierConcerns,
    },
  };
}

/**
 * Decides a concern, one outcome per child, with the reason, the options set aside and what would reopen it; sends or
 * holds the answer to the reporter. Lesser outcomes that need a second person are held. Refuses what
 * `decideConcern` in the domain refuses, and `concerns.moved-on` when somebody else acted meanwhile.
 */
export function decideConcern(ports: ConcernsPorts) {
  return onConcern<DecideConcern>(ports, async (loaded, input, ctx, tx) => {
    const by = actingPerson(ctx);
    const related = await ports.people.listRelated(tx, input.concern);
    const bundled = await ports.store.listBundled(
      tx,
      related.map((r) => r.concern),
    );
    const known = deriveKnown(loaded.state, { related, bundled }, input.known, ctx.now);
    const decided = decide(loaded.state, { ...input, by }, known);
    if (!decided.ok) return decided;
    const { act, reason, answer, secondPerson } = decided.value;
    const computed = await computeContext(ports, tx, ctx, related, input.concern, known);
    return {
      ok: true,
      value: {
        act,
        words: { reason, optionsSetAside: input.optionsSetAside, wouldReopen: input.wouldReopen },
        computed: { ...computed, secondPerson: [...secondPerson], knownElsewhere: { ...input.known } },
        about: act.outcomes.flatMap((o) => (o.sameAs ? [{ kind: 'concern' as const, id: o.sameAs }] : [])),
        save: async () => {
          for (const outcome of act.outcomes) {
            if (outcome.sameAs && outcome.status === 'in-force')
              await ports.store.saveIncident(tx, input.concern, outcome.sameAs);
          }
          if (answer === null) return;
          await ports.store.saveMessage(tx, ports.vault, {
            id: ctx.ids.next<'message'>(),
            concern: input.concern,
            at: ctx.now,
            direction: 'to-reporter',
            kind: 'answer',
            words: answer,
            by,
            held: act.answer === 'held',
            sentHash: null,
          });
        },
      },
    };
  });
}

/** Why a lesser outcome would need a second person here, for the page to say so beforehand. */
export function previewSecondPerson(
  concern: Concern,
  beside: Beside,
  now: Temporal.Instant,
): readonly SecondPersonReason[] {
  const elsewhere = { lookedAfter: false, careLeaver: false, missingEpisodes: 0 };
  return deriveSecondPersonReasons('no-further-action', deriveKnown(concern, beside, elsewhere, now));
}
