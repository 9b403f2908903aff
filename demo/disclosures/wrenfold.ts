/**
 * Wrenfold's sealed channel: invented organisations, those who receive disclosures there, and the guardians who vouch for their keys.
 * Source: 70-disclosures.md 9.3, 9.7 (three of two organisations, one outside the employer), 9.8 (a body outside).
 */
import type { OrganisationKind, RecipientKind } from '../../src/modules/disclosures/index.ts';

interface DemoOrganisation {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly small: boolean;
}

export const ORGANISATIONS: readonly DemoOrganisation[] = [
  { id: 'council', name: 'Wrenfold Council', kind: 'council', small: false },
  { id: 'police', name: 'Wrenfold Police', kind: 'police', small: false },
  { id: 'health', name: 'Wrenfold Hospital and Community Health Trust', kind: 'health', small: false },
  { id: 'fernhill', name: 'Fernhill House, a children’s home', kind: 'provider', small: true },
  { id: 'kestrel', name: 'Kestrel Children’s Trust', kind: 'charity', small: false },
  { id: 'partnership', name: 'Wrenfold Safeguarding Partnership', kind: 'other', small: false },
  { id: 'inspectorate', name: 'Inspectorate of Care (invented)', kind: 'regulator', small: false },
];

interface DemoUnit {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly parent: string | null;
}

export const UNITS: readonly DemoUnit[] = [
  { id: 'childrens-services', organisation: 'council', name: 'Children’s services', parent: null },
  {
    id: 'assessment-north',
    organisation: 'council',
    name: 'Assessment and support, North',
    parent: 'childrens-services',
  },
  {
    id: 'assessment-south',
    organisation: 'council',
    name: 'Assessment and support, South',
    parent: 'childrens-services',
  },
  {
    id: 'looked-after',
    organisation: 'council',
    name: 'Looked after children',
    parent: 'childrens-services',
  },
  { id: 'fostering', organisation: 'council', name: 'Fostering', parent: 'childrens-services' },
  { id: 'police-protect', organisation: 'police', name: 'Protecting vulnerable people', parent: null },
];

/** One who receives disclosures. Handle and passphrase are no secrets: the demo shows them to whoever opens it. */
export interface DemoRecipient {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly organisation: string;
  readonly unit: string | null;
  readonly manages: readonly string[];
  readonly interests: readonly string[];
  readonly kind: RecipientKind;
  readonly handle: string;
  readonly passphrase: string;
}

function recipient(
  [id, name, post, organisation]: readonly [string, string, string, string],
  kind: RecipientKind,
  [handle, passphrase]: readonly [string, string],
  more: Partial<Pick<DemoRecipient, 'unit' | 'manages' | 'interests'>> = {},
): DemoRecipient {
  const { unit = null, manages = [], interests = [] } = more;
  return { id, name, post, organisation, unit, manages, interests, kind, handle, passphrase };
}

export const RECIPIENTS: readonly DemoRecipient[] = [
  recipient(['conference-chair', 'Imogen Hartley', 'Independent conference chair', 'council'], 'recipient', [
    'oak-lantern',
    'demo oak lantern by the mill',
  ]),
  recipient(
    ['lado', 'Tobias Fenwick', 'Designated officer for allegations', 'council'],
    'recipient',
    ['grey-heron', 'demo grey heron on one leg'],
    { interests: ['fernhill'] },
  ),
  recipient(
    ['professional-standards', 'Nadia Rahman', 'Professional standards inspector', 'police'],
    'recipient',
    ['brass-button', 'demo brass button in a drawer'],
    { interests: ['police-protect'] },
  ),
  recipient(['named-doctor', 'Dr Owen Pryce', 'Named doctor for safeguarding', 'health'], 'recipient', [
    'quiet-harbour',
    'demo quiet harbour before the rain',
  ]),
  recipient(['advocate', 'Leila Okafor', 'Lead advocate', 'kestrel'], 'recipient', [
    'paper-kite',
    'demo paper kite over the hill',
  ]),
  recipient(['scrutineer', 'Margaret Doyle', 'Independent scrutineer', 'partnership'], 'recipient', [
    'stone-bridge',
    'demo stone bridge with three arches',
  ]),
  recipient(['council-protection', 'Samuel Whitlock', 'Protection lead, council', 'council'], 'protection', [
    'copper-kettle',
    'demo copper kettle on the stove',
  ]),
  recipient(['trust-protection', 'Grace Adeyemi', 'Freedom to speak up guardian', 'health'], 'protection', [
    'winter-apple',
    'demo winter apple in the straw',
  ]),
  recipient(['inspector', 'Helena Marsh', 'Inspector, disclosures desk', 'inspectorate'], 'escalation', [
    'tall-chimney',
    'demo tall chimney against the sky',
  ]),
];

/** Of three organisations; two of them sign. */
export const GUARDIANS = [
  { id: 'guardian-court', name: 'Clerk of Wrenfold family court (invented)' },
  { id: 'guardian-college', name: 'Registrar of Wrenfold college (invented)' },
  { id: 'guardian-charity', name: 'Trustee of Lantern Helpline (invented)' },
] as const;
export const THRESHOLD = 2;
