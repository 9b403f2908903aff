import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formErrors } from './form-errors.ts';

describe('form errors', () => {
  it('says each fault once beside its control and links to it from the summary', () => {
    const errors = formErrors({
      issues: [
        { path: ['people', 0, 'name'], message: 'Enter a name' },
        { path: ['people', 0, 'name'], message: 'Too long' },
        { path: [], message: 'Choose one' },
      ],
    });
    assert.deepEqual(errors.summary, [
      { text: 'Enter a name', href: '#people-0-name' },
      { text: 'Choose one' },
    ]);
    assert.deepEqual(errors.byField['people-0-name'], { text: 'Enter a name' });
  });

  it('gives a refusal its sentence, and shows no code of one it does not know', () => {
    const catalogue = { 'concerns.wrong-receipt': { sentence: 'Check the words.', status: 404 } } as const;
    const errors = formErrors(
      [{ code: 'concerns.wrong-receipt', field: 'receipt' }, { code: 'concerns.surprise' }],
      catalogue,
    );
    assert.deepEqual(errors.summary, [
      { text: 'Check the words.', href: '#receipt' },
      { text: 'There is a problem. Please try again.' },
    ]);
  });

  it('is not fooled by a field called __proto__', () => {
    const errors = formErrors({ issues: [{ path: ['__proto__'], message: 'No' }] });
    assert.equal(Object.keys(errors.byField).length, 1);
    assert.equal(({} as { text?: string }).text, undefined);
  });
});
