import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, test } from 'node:test';
import { type Opened, runUntilTold } from './run-until-told.ts';

/** Things that say when they are closed. */
function recorder() {
  const closed: string[] = [];
  const thing = (name: string): Promise<Opened> =>
    Promise.resolve({
      name,
      close: async () => {
        closed.push(name);
      },
    });
  return { closed, thing, terminal: new EventEmitter() };
}

const quiet = () => undefined;

describe('running until told to stop', () => {
  test('one Ctrl-C handed on twice closes everything once, the last opened first', async () => {
    const { closed, thing, terminal } = recorder();
    await runUntilTold(
      quiet,
      async (open) => {
        await open(thing('PostgreSQL'));
        await open(thing('Heed'));
        terminal.emit('SIGINT');
        terminal.emit('SIGINT');
      },
      terminal,
    );
    assert.deepEqual(closed, ['Heed', 'PostgreSQL']);
    assert.equal(terminal.listenerCount('SIGINT'), 0);
  });

  test('Ctrl-C while still starting opens nothing more and closes what was opened', async () => {
    const { closed, thing, terminal } = recorder();
    await runUntilTold(
      quiet,
      async (open) => {
        terminal.emit('SIGTERM');
        await open(thing('PostgreSQL'));
        assert.fail('it went on');
      },
      terminal,
    );
    assert.deepEqual(closed, ['PostgreSQL']);
  });

  test('a failure while starting closes what was opened, and is told', async () => {
    const { closed, thing, terminal } = recorder();
    const failing = runUntilTold(
      quiet,
      async (open) => {
        await open(thing('PostgreSQL'));
        throw new Error('no port');
      },
      terminal,
    );
    await assert.rejects(failing, /no port/);
    assert.deepEqual(closed, ['PostgreSQL']);
  });

  test('one thing that fails to close does not keep PostgreSQL from being closed', async () => {
    const { closed, thing, terminal } = recorder();
    const said: string[] = [];
    await runUntilTold(
      (line) => said.push(line),
      async (open) => {
        await open(thing('PostgreSQL'));
        await open(Promise.resolve({ name: 'Heed', close: () => Promise.reject(new Error('stuck')) }));
        terminal.emit('SIGINT');
      },
      terminal,
    );
    assert.deepEqual(closed, ['PostgreSQL']);
    assert.deepEqual(said, ['Stopping.', 'Heed did not close properly: stuck']);
  });
});
