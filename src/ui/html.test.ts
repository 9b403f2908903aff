import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { character } from '../../test/support/characters.ts';
import { attributes, html } from './html.ts';

describe('markup', () => {
  it('never lets what somebody typed become markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: character }), (typed) => {
        const made = html`<p title="${typed}">${typed}</p>`.toString();
        const inside = made.slice('<p title="'.length, -'</p>'.length);
        const [title = '', ...words] = inside.split('">');
        assert.equal(words.length, 1, 'the attribute ended early');
        for (const part of [title, words.join('')]) assert.doesNotMatch(part, /[<>"']/);
      }),
    );
  });

  it('leaves out what there is none of, and joins lists', () => {
    assert.equal(
      html`<p>${undefined}${null}${false}${['a', html`<b>b</b>`]}${0}</p>`.toString(),
      '<p>a<b>b</b>0</p>',
    );
  });

  it('refuses an attribute name that would open a door', () => {
    assert.throws(() => attributes({ 'x onload': 'y' }), TypeError);
    assert.equal(
      attributes({ hidden: true, open: false, id: '"><script>' }).toString(),
      ' hidden id="&quot;&gt;&lt;script&gt;"',
    );
  });
});
