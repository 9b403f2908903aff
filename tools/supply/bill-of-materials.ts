/**
 * Makes npm's CycloneDX list of everything installed into the list of what Heed runs on. `npm sbom --omit dev` can't be
 * used: it leaves out what production and the tests both need, such as the mailer.
 */
import { createHash } from 'node:crypto';

interface Component {
  readonly 'bom-ref': string;
}

/** The parts of a CycloneDX document that are read or changed here; the rest passes through. */
export interface BillOfMaterials {
  readonly metadata: {
    readonly component: Component & Readonly<Record<string, unknown>>;
    readonly [other: string]: unknown;
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly [other: string]: unknown;
}

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** A UUID that is always the same for the same text (the shape of RFC 9562 version 8). */
function deriveUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Keeps of `all` the components in `production` (`name@version`), sorted, under Heed's own name; the same installed
 * packages always give the same text. `at` (ISO 8601) is said as the time of making where given, else no time is.
 */
export function deriveProductionBill(
  all: BillOfMaterials,
  production: ReadonlySet<string>,
  about: { readonly name: string; readonly at: string | null },
): BillOfMaterials {
  const { timestamp: _made, component, ...metadata } = all.metadata;
  const own = component['bom-ref'];
  const kept = (ref: string) => ref === own || production.has(ref);
  const components = all.components
    .filter((one) => production.has(one['bom-ref']))
    .sort((a, b) => byText(a['bom-ref'], b['bom-ref']));
  const dependencies = all.dependencies
    .filter(({ ref }) => kept(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(kept).sort(byText) }))
    .sort((a, b) => byText(a.ref, b.ref));
  const bill = {
    ...all,
    metadata: {
      ...(about.at === null ? {} : { timestamp: about.at }),
      ...metadata,
      component: { ...component, type: 'application', name: about.name },
    },
    components,
    dependencies,
  };
  return { ...bill, serialNumber: `urn:uuid:${deriveUuid(JSON.stringify({ ...bill, serialNumber: '' }))}` };
}
