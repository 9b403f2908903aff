import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { describeMention } from './describe-subjects.query.ts';

/** One child named with one thing in one concern. Words are `null` where the viewer may not open that concern. */
export interface NetworkLine {
  readonly concern: ConcernId;
  readonly reference: string | null;
  readonly at: Temporal.Instant;
  /** The same for one child throughout, and so for things; says nothing by itself. */
  readonly childNode: string;
  readonly child: string | null;
}

/** Something that two children or more were named with, and each time that was told, oldest first. */
export interface NetworkThing {
  readonly node: string;
  readonly kind: MentionAsGiven['kind'] | null;
  readonly thing: string | null;
  readonly children: number;
  readonly lines: readonly NetworkLine[];
}

interface Told {
  readonly id: ConcernId;
  readonly reference: string;
  readonly receivedAt: Temporal.Instant;
}

/** What joins the children of these concerns, with the source of each joining; words only of those in `visible`. */
export async function describeNetwork(
  ports: ConcernsPorts,
  tx: Tx,
  told: readonly Told[],
  visible: readonly ConcernId[],
): Promise<readonly NetworkThing[]> {
  const byId = new Map<string, Told>(told.map((one) => [one.id, one]));
  const joins = await ports.networks.listJoins(
    tx,
    told.map(({ id }) => id),
  );
  if (joins.length === 0) return [];
  const named = await ports.networks.listNamed(tx, visible);
  const say = (mention: string) => {
    const given = named.get(mention);
    return given ? describeMention(given) : null;
  };
  return [...Map.groupBy(joins, ({ thing }) => thing)].map(([node, own]) => {
    const seen = own.find(({ thingMention }) => named.get(thingMention));
    const lines = own.flatMap((join): NetworkLine[] => {
      const concern = byId.get(join.concern);
      if (!concern) return [];
      const isVisible = visible.includes(concern.id);
      return [
        {
          concern: concern.id,
          reference: isVisible ? concern.reference : null,
          at: concern.receivedAt,
          childNode: join.child,
          child: say(join.childMention),
        },
      ];
    });
    return {
      node,
      kind: seen ? (named.get(seen.thingMention)?.kind ?? null) : null,
      thing: seen ? say(seen.thingMention) : null,
      children: new Set(own.map(({ child }) => child)).size,
      lines: lines.sort((a, b) => Temporal.Instant.compare(a.at, b.at)),
    };
  });
}
