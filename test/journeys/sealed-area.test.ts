/** The sealed channel from end to end, as it is set up: what is sealed to the roster's people opens with their keys. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { routeDisclosure } from '../../src/modules/disclosures/domain/route-disclosure.ts';
import { verifyRoster } from '../../src/modules/disclosures/domain/verify-roster.ts';
import { verifyBytes } from '../../src/modules/disclosures/sealing/signature.ts';
import { openSealedArea, type SealedArea } from '../support/sealed-area.ts';

let area: SealedArea;
before(async () => {
  area = await openSealedArea();
});
after(() => area.close());

const today = () => Temporal.Now.plainDateISO('Europe/London').toString();

describe('a sealed area', () => {
  it('serves a roster that the pin vouches for, good today', async () => {
    const answer = await fetch(`${area.heed.url}/tell/roster`);
    const { chain } = (await answer.json()) as { chain: [] };
    const verified = await verifyRoster({ chain, pin: area.pin, today: today(), verify: verifyBytes });
    assert.ok(verified.ok);
    assert.equal(verified.hash, area.roster.hash);
    const marks = { employer: 'council', unit: 'assessment-north', about: [], mustNotSee: [] };
    const route = routeDisclosure(verified.roster, marks, today(), () => 0);
    assert.ok(route.kind === 'recipients' && route.recipients.length === 3 && route.reserves.length === 2);
    assert.equal(route.escalation?.id, 'inspector');
  });
});
