import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  draftRoster,
  GUARDIANS,
  guardianEntry,
  hashOf,
  makeGuardian,
  pinOf,
  recipientEntry,
  signDraft,
  type TestGuardian,
  TODAY,
  verify,
} from '../../../../test/support/rosters.ts';
import { readBase64url, toBase64url } from './base64url.ts';
import type { SignedRoster } from './roster-parse.ts';
import { type KnownRoster, type VerifySignature, verifyRoster } from './verify-roster.ts';

const [ADA, BEN, CY] = GUARDIANS;
const TWO = [ADA, BEN] as const;
const FIRST = draftRoster();

type Draft = Readonly<Record<string, unknown>>;

/** The version after `before`. */
const next = (before: Draft, over: Draft = {}): Draft => ({
  ...before,
  version: Number(before.version) + 1,
  previous: hashOf(before),
  ...over,
});

const SECOND = next(FIRST, { recipients: [recipientEntry('rae'), recipientEntry('sol')] });
const THIRD = next(SECOND, { area: 'Wrenfold', recipients: [recipientEntry('sol')] });

interface Asked {
  readonly pinned?: Draft;
  readonly today?: string;
  readonly known?: KnownRoster;
}

async function judge(chain: readonly SignedRoster[], { pinned = FIRST, today = TODAY, known }: Asked = {}) {
  const judged = await verifyRoster({ chain, pin: pinOf(pinned), today, known: known ?? null, verify });
  return judged.ok ? judged.version : judged.why;
}

const signAll = (drafts: readonly Draft[], signers: readonly TestGuardian[] = TWO) =>
  drafts.map((draft) => signDraft(draft, signers));

const knownAs = (draft: Draft): KnownRoster => ({ version: Number(draft.version), hash: hashOf(draft) });

describe('a roster is used', () => {
  test('when guardians signed it, alone or after others, from the pinned one or the next on', async () => {
    assert.equal(await judge(signAll([FIRST])), 1);
    assert.equal(await judge(signAll([FIRST, SECOND, THIRD])), 3);
    assert.equal(await judge(signAll([SECOND, THIRD])), 3);
    assert.equal(await judge(signAll([FIRST, SECOND, THIRD]), { pinned: SECOND }), 3);
    assert.equal(await judge(signAll([FIRST], [BEN, CY])), 1);
    assert.equal(await judge(signAll([FIRST], GUARDIANS)), 1);
  });

  test('on its last day, and on the day before it was issued where a clock is slow, and not beyond', async () => {
    const chain = signAll([FIRST]);
    assert.equal(await judge(chain, { today: '2027-02-20' }), 1);
    assert.equal(await judge(chain, { today: '2027-02-21' }), 'expired');
    assert.equal(await judge(chain, { today: '2026-11-19' }), 1);
    assert.equal(await judge(chain, { today: '2026-11-18' }), 'expired');
    assert.equal(await judge(chain, { today: 'yesterday' }), 'expired');
    // An expired version on the way to one that is not, is only history.
    const later = next(FIRST, { issued: '2027-02-01', expires: '2027-06-01' });
    assert.equal(await judge(signAll([FIRST, later]), { today: '2027-05-01' }), 2);
  });

  test('when it is the one used before, or follows it', async () => {
    const chain = signAll([FIRST, SECOND, THIRD]);
    assert.equal(await judge(chain, { known: knownAs(SECOND) }), 3);
    assert.equal(await judge(chain, { known: knownAs(THIRD) }), 3);
  });
});

describe('a roster is refused', () => {
  test('with one signature, the same guardian’s twice, none, or a stranger’s', async () => {
    assert.equal(await judge(signAll([FIRST], [ADA])), 'unsigned');
    assert.equal(await judge(signAll([FIRST], [ADA, ADA])), 'unsigned');
    assert.equal(await judge(signAll([FIRST], [])), 'unsigned');
    const eve = makeGuardian('eve');
    assert.equal(await judge(signAll([FIRST], [ADA, eve])), 'unsigned');
    assert.equal(await judge(signAll([FIRST], [ADA, { ...eve, id: 'ben' }])), 'unsigned');
    assert.equal(await judge([...signAll([FIRST]), ...signAll([SECOND], [ADA])]), 'unsigned');
  });

  test('with a signature of another version, or a key altered after it was signed', async () => {
    const [first] = signAll([FIRST]);
    const [second] = signAll([SECOND]);
    assert.ok(first && second);
    assert.equal(await judge([{ ...second, signatures: first.signatures }]), 'unsigned');
    const text = Buffer.from(readBase64url(second.payload) ?? []).toString('utf8');
    const altered = text.replace(recipientEntry('sol').seal, recipientEntry('eve').seal);
    assert.notEqual(altered, text);
    assert.equal(await judge([first, { ...second, payload: toBase64url(Buffer.from(altered)) }]), 'unsigned');
    const spaced = toBase64url(Buffer.from(`${text} `));
    assert.equal(await judge([first, { ...second, payload: spaced }]), 'unsigned');
  });

  test('with any bit of its signed text changed', async () => {
    const [signed] = signAll([SECOND]);
    assert.ok(signed);
    const bytes = readBase64url(signed.payload) ?? new Uint8Array(0);
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      const why = await judge([{ ...signed, payload: toBase64url(changed) }]);
      assert.equal(typeof why, 'string', `used, with byte ${at} changed`);
    }
  });

  test('when it is older than the pin, or than the one used before', async () => {
    assert.equal(await judge(signAll([FIRST]), { pinned: SECOND }), 'old');
    assert.equal(await judge(signAll([FIRST, SECOND]), { known: knownAs(THIRD) }), 'old');
    assert.equal(await judge([]), 'malformed');
  });

  test('when there are two of one number, whoever signed them', async () => {
    const other = next(FIRST, { recipients: [recipientEntry('eve')] });
    assert.equal(await judge(signAll([FIRST, other]), { known: knownAs(SECOND) }), 'forked');
    assert.equal(await judge(signAll([FIRST, other, next(other)]), { known: knownAs(SECOND) }), 'forked');
    assert.equal(await judge(signAll([FIRST, other, THIRD])), 'forked');
    assert.equal(await judge(signAll([other]), { pinned: SECOND }), 'forked');
    const elsewhere = draftRoster({ recipients: [] });
    assert.equal(await judge(signAll([next(elsewhere)])), 'forked');
  });

  test('when it is of another area that the same guardians look after', async () => {
    assert.equal(await judge(signAll([next(FIRST, { area: 'Otherby' })])), 'forked');
  });

  test('when a version is left out, doubled, or out of order', async () => {
    assert.equal(await judge(signAll([FIRST, THIRD])), 'unsigned');
    assert.equal(await judge(signAll([THIRD])), 'unsigned');
    assert.equal(await judge(signAll([FIRST, FIRST])), 'unsigned');
    assert.equal(await judge(signAll([SECOND, FIRST])), 'unsigned');
  });

  test('when it can’t be read', async () => {
    assert.equal(await judge(signAll([{ ...FIRST, threshold: 1 }])), 'malformed');
    assert.equal(await judge([{ payload: '', signatures: [] }]), 'malformed');
    assert.equal(await judge([null as unknown as SignedRoster]), 'malformed');
    assert.equal(await judge(Array.from({ length: 501 }, () => signDraft(FIRST, []))), 'malformed');
  });

  test('says so in a sentence', async () => {
    const judged = await verifyRoster({ chain: [], pin: pinOf(FIRST), today: TODAY, verify });
    assert.ok(!judged.ok && /damaged/.test(judged.plain));
  });

  test('never, when the check itself can’t be made: that is told as it is', async () => {
    const broken: VerifySignature = () => Promise.reject(new Error('no WebCrypto here'));
    await assert.rejects(
      verifyRoster({ chain: signAll([FIRST]), pin: pinOf(FIRST), today: TODAY, verify: broken }),
      /no WebCrypto/,
    );
  });
});

describe('other guardians', () => {
  const dee = makeGuardian('dee');
  const changed = next(FIRST, { guardians: [ADA, BEN, dee].map(guardianEntry) });

  test('take over when enough of the old ones signed, and enough of the new', async () => {
    assert.equal(await judge(signAll([FIRST, changed], TWO)), 2);
    assert.equal(await judge([...signAll([FIRST, changed]), ...signAll([next(changed)], [BEN, dee])]), 3);
  });

  test('do not when only the new ones signed, or only the old', async () => {
    const three = [makeGuardian('x'), makeGuardian('y'), makeGuardian('z')];
    const replaced = next(FIRST, { guardians: three.map(guardianEntry) });
    const [first] = signAll([FIRST]);
    assert.ok(first);
    assert.equal(await judge([first, signDraft(replaced, three)]), 'unsigned');
    assert.equal(await judge([first, signDraft(replaced, GUARDIANS)]), 'unsigned');
    assert.equal(await judge([first, signDraft(replaced, [ADA, BEN, ...three.slice(0, 2)])]), 2);
  });

  test('must be enough for a threshold that is raised', async () => {
    const raised = next(FIRST, { threshold: 3 });
    assert.equal(await judge([...signAll([FIRST]), signDraft(raised, TWO)]), 'unsigned');
    assert.equal(await judge([...signAll([FIRST]), signDraft(raised, GUARDIANS)]), 2);
  });

  test('may have a new key under the old name: both keys’ signatures are told apart', async () => {
    const fresh = { ...makeGuardian('fresh'), id: 'ada' };
    const renewed = next(FIRST, { guardians: [fresh, BEN, CY].map(guardianEntry) });
    const chain = (signers: readonly TestGuardian[]) => [...signAll([FIRST]), signDraft(renewed, signers)];
    assert.equal(await judge(chain([ADA, fresh, BEN])), 2);
    assert.equal(await judge(chain([fresh, BEN])), 'unsigned');
    assert.equal(await judge(chain([ADA, BEN])), 'unsigned');
    assert.equal(await judge(chain([BEN, CY])), 2);
  });

  test('who left sign nothing more', async () => {
    const [first, second] = signAll([FIRST, changed]);
    assert.ok(first && second);
    assert.equal(await judge([first, second, signDraft(next(changed), [CY, ADA])]), 'unsigned');
  });
});
