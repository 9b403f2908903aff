import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asId } from '../../../kernel/ids.ts';
import { findNamedWorkers } from './named-worker.ts';

const id = asId<'account'>('00000000-0000-7000-8000-000000000001');
const staff = [{ id, name: 'Zoë Anne O’Hara-Quill' }];

test('a worker is found by first and last name, in any order, case or spelling of accents', () => {
  assert.deepEqual(findNamedWorkers('It is about ZOE O’hara Quill at the front door', staff), [id]);
  assert.deepEqual(findNamedWorkers('Quill, Zoe', staff), [id]);
});

test('nobody is named by a first name alone, or by no words at all', () => {
  assert.deepEqual(findNamedWorkers('Zoe helps at the club', staff), []);
  assert.deepEqual(findNamedWorkers('', staff), []);
  assert.deepEqual(findNamedWorkers('anything', [{ id, name: 'Zoë' }]), []);
});
