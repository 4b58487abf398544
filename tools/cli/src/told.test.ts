import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { watchOutputs } from './told.ts';

const FULL = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

const good = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** As an output of a process: it is not destroyed, and forgets its error once it has told of it. */
const full = () =>
  new Writable({
    write: (_chunk, _encoding, done) => done(FULL),
    destroy(_error, done) {
      done(FULL);
      (this as unknown as { _undestroy: () => void })._undestroy();
    },
  });

const ticks = () => new Promise((done) => setImmediate(done));

test('says nothing while all that was told has arrived', async () => {
  const [stdout, stderr] = [good(), good()];
  const findLost = watchOutputs({ stdout, stderr });
  stdout.write('a report');
  await ticks();
  expect(findLost()).toBeNull();
});

test.each([
  ['standard output', { stdout: full(), stderr: good() }],
  ['standard error', { stdout: good(), stderr: full() }],
])('names %s at once, and from then on, where it cannot be written', async (name, outputs) => {
  const findLost = watchOutputs(outputs);
  outputs.stdout.write('a report');
  outputs.stderr.write('an audit event');
  expect(findLost()).toBe(`${name} cannot be written (ENOSPC)`);
  await ticks();
  expect(findLost()).toBe(`${name} cannot be written (ENOSPC)`);
});

test('remembers what nobody asked for in time', async () => {
  const outputs = { stdout: full(), stderr: good() };
  const findLost = watchOutputs(outputs);
  outputs.stdout.write('a report');
  await ticks();
  expect([outputs.stdout.errored, findLost()]).toEqual([null, 'standard output cannot be written (ENOSPC)']);
});
