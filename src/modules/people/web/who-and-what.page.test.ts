import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asId } from '../../../kernel/ids.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { MentionWithProposals, OpenedMention, Proposal } from '../domain/record.ts';
import { readLinkDecision } from './decide-link.form.ts';
import { renderWhoAndWhat, type WhoAndWhat } from './who-and-what.page.ts';

const id = <B extends string>(n: number) => asId<B>(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const at = Temporal.Instant.from('2026-03-28T10:00:00Z');
const HERE = id<'concern'>(1);
const SEEN = id<'concern'>(2);
const UNSEEN = id<'concern'>(3);

function mention(n: number, concern: WhoAndWhat['concern'], given: MentionAsGiven | null): OpenedMention {
  return { id: id(n), concern, at, kind: given?.kind ?? 'child', record: null, kept: false, given };
}

const child = (name: string): MentionAsGiven => ({ kind: 'child', name, age: '14' });
const proposed = (n: number, concern: WhoAndWhat['concern'], name: string): Proposal => ({
  is: { what: 'mention', mention: mention(n, concern, child(name)) },
  why: ['name-and-birth-year', 'one-name'],
  strong: true,
});

function draw(named: readonly MentionWithProposals[], over: Partial<WhoAndWhat> = {}): string {
  const visible = new Map([[SEEN, 'HD-7K2M-94']]);
  return renderWhoAndWhat({
    concern: HERE,
    named,
    visible,
    mayLink: true,
    mayAskWhoKnew: false,
    post: () => 'the front door',
    mayOpen: false,
    csrf: 'token',
    readPhone: (text) => text,
    ...over,
  }).toString();
}

const one = (
  proposals: readonly Proposal[],
  given: MentionAsGiven | null = child('Jay'),
): MentionWithProposals => ({
  mention: mention(10, HERE, given),
  facts: [],
  proposals,
});

describe('who each thing named may be', () => {
  test('is laid out field by field, and a twin is not called very probable', () => {
    const ada = { kind: 'child', name: 'Ada Reid', dateOfBirth: '2012-05-01', postcode: 'WR1 2AB' } as const;
    const twin = (name: string): Proposal => ({
      is: { what: 'mention', mention: mention(11, SEEN, { ...ada, name }) },
      why: ['postcode'],
      strong: true,
    });
    const herself = draw([one([twin('Ada Reed')], ada)]);
    assert.ok(herself.includes('Very probably'));
    assert.match(herself, /Date of birth<\/th><td[^>]*>the same date<\/td><td[^>]*>strongly for \(\+/);
    const brother = draw([one([twin('Kit Reid')], ada)]);
    assert.ok(brother.includes('Perhaps') && !brother.includes('Very probably'));
    assert.match(brother, /First name<\/th><td[^>]*>different<\/td><td[^>]*>against/);
  });

  test('is shown with why, where it was said, and buttons to say yes or no', () => {
    const page = draw([one([proposed(11, SEEN, 'Jay Okonjo')], child('Jay Okonjo'))]);
    for (const words of [
      'Jay Okonjo',
      // An age is not a date of birth: two boys of fourteen can have one name.
      'Perhaps',
      'HD-7K2M-94',
      'Yes, the same',
      'token',
    ])
      assert.ok(page.includes(words), words);
    assert.ok(page.includes(`action="/concerns/${HERE}/mentions/${id(10)}"`));
    assert.ok(page.includes(`value="mention:${id(11)}"`));
  });

  test('from a concern the viewer may not see, nothing is shown but that there is something', () => {
    const page = draw([one([proposed(11, UNSEEN, 'Secret Surname')])]);
    assert.equal(page.includes('Surname'), false);
    assert.equal(page.includes(UNSEEN), false);
    assert.ok(page.includes('you can’t see'));
    const record: Proposal = {
      is: {
        what: 'record',
        record: { kind: 'person', id: id(20) },
        facts: [
          { at, concern: SEEN, given: child('Jay Okonjo') },
          { at, concern: UNSEEN, given: child('Secret Surname') },
        ],
      },
      why: ['name-and-birth-date'],
      strong: true,
    };
    const mixed = draw([one([record])]);
    assert.ok(mixed.includes('Jay Okonjo'));
    assert.equal(mixed.includes('Surname'), false);
  });

  test('is no form for somebody who may not say', () => {
    const linked = {
      ...one([]),
      mention: {
        ...mention(12, HERE, child('Ama')),
        record: { kind: 'person', id: id<'person'>(21) } as const,
      },
    };
    const page = draw([one([proposed(11, SEEN, 'Jay Okonjo')]), linked], { mayLink: false });
    assert.equal(/<form|<button/.test(page), false);
    assert.ok(page.includes('Jay Okonjo'));
  });

  test('is drawn safely whatever was given, and says so when it was erased', () => {
    const hostile = '<script>alert(1)</script>" onclick="x';
    const page = draw([one([proposed(11, SEEN, hostile)], child(hostile)), one([], null)]);
    assert.equal(/<script|" onclick/.test(page), false);
    assert.ok(page.includes('erased by law'));
    assert.ok(draw([]).includes('Nobody and nothing is named'));
  });
});

describe('what is pressed', () => {
  test('is read, and anything the page cannot have sent is refused', () => {
    assert.deepEqual(readLinkDecision({ decision: 'same', other: `mention:${id(4)}` }), {
      decision: 'same',
      other: { mention: id(4) },
    });
    assert.deepEqual(readLinkDecision({ decision: 'undo', reason: 'No' }), {
      decision: 'undo',
      reason: 'No',
    });
    const wrong: unknown[] = [
      null,
      'x',
      {},
      { decision: 'same' },
      { decision: 'same', other: 'mention:x' },
      { decision: 'same', other: ['mention:1'] },
      { decision: '__proto__', other: `person:${id(1)}` },
      { decision: 'not-same', other: `post:${id(1)}` },
    ];
    for (const body of wrong) assert.equal(readLinkDecision(body), null);
  });
});
