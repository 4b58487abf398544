import { describe, expect, test } from '@jest/globals';
import { createProgress, type ProgressOptions } from './index.ts';

const start = ({ isTTY = false, ...options }: ProgressOptions & { isTTY?: boolean } = {}) => {
  const written: string[] = [];
  const clock = { ms: 0 };
  const progress = createProgress({
    stream: { isTTY, columns: 40, write: (text) => written.push(text) },
    env: {},
    now: () => clock.ms,
    ...options,
  });
  return { progress, pass: (ms: number) => void (clock.ms += ms), taken: () => written.splice(0) };
};

describe('where there is no terminal', () => {
  test('every step is a plain line', () => {
    const { progress, taken } = start();
    progress.step('1 of 2: packs');
    progress.step('2 of 2: uploads');
    progress.end();
    expect(taken()).toEqual(['1 of 2: packs\n', '2 of 2: uploads\n']);
  });

  test('how far a step is is told once in ten seconds', () => {
    const { progress, pass, taken } = start();
    progress.step('imports');
    for (let second = 0; second < 25; second += 1) {
      progress.update(`${second} accounts`);
      pass(1000);
    }
    expect(taken()).toEqual(['imports\n', '10 accounts\n', '20 accounts\n']);
  });

  test('what is done in less than ten seconds says nothing at all', () => {
    const { progress, taken } = start();
    progress.update('1 account');
    progress.release();
    progress.end();
    expect(taken()).toEqual([]);
  });

  test.each([{ isTTY: true, env: { TERM: 'dumb' } }, { env: {} }, { env: { CI: 'false' } }])(
    'and on a terminal that cannot write over a line: %j',
    (options) => {
      const { progress, pass, taken } = start(options);
      pass(10_000);
      progress.update('1 account');
      expect(taken()).toEqual(['1 account\n']);
    },
  );

  test('CI gets a line in a minute, on what it calls a terminal too', () => {
    const { progress, pass, taken } = start({ isTTY: true, env: { CI: 'true' } });
    pass(59_000);
    progress.update('59 accounts');
    pass(1000);
    progress.update('60 accounts');
    expect(taken()).toEqual(['60 accounts\n']);
  });
});

describe('on a terminal', () => {
  test('one line is written over, with the seconds of its step, and nothing of it stays', () => {
    const { progress, pass, taken } = start({ isTTY: true });
    progress.step('imports');
    pass(2500);
    progress.update('5 accounts');
    progress.end();
    expect(taken()).toEqual(['\r\x1b[2Kimports', '\r\x1b[2Kimports  5 accounts  2 s', '\r\x1b[2K']);
  });

  test('it is shorter than the terminal is wide, so that it stays one line', () => {
    const { progress, taken } = start({ isTTY: true });
    progress.step('x'.repeat(100));
    progress.end();
    expect(taken()[0]).toBe(`\r\x1b[2K${'x'.repeat(39)}`);
  });

  test('it is drawn ten times a second at the most', () => {
    const { progress, pass, taken } = start({ isTTY: true });
    for (let account = 0; account < 1000; account += 1, pass(1)) progress.update(`${account} accounts`);
    progress.end();
    expect(taken()).toHaveLength(10 + 1);
  });

  test('a line that stays goes above it', () => {
    const { progress, taken } = start({ isTTY: true });
    progress.step('imports');
    progress.print('line 3: no email');
    progress.end();
    expect(taken().slice(1, 4)).toEqual(['\r\x1b[2K', 'line 3: no email\n', '\r\x1b[2Kimports']);
  });

  test('it is left to a child process that writes there itself', () => {
    const { progress, taken } = start({ isTTY: true });
    progress.step('2 of 5: updates the stack');
    progress.release();
    progress.end();
    expect(taken().at(-1)).toBe('\n');
  });
});

test('who asks for JSON is told nothing', () => {
  const { progress, pass, taken } = start({ isTTY: true, isQuiet: true });
  progress.step('imports');
  pass(60_000);
  progress.update('1 account');
  progress.print('line 3: no email');
  progress.end();
  expect(taken()).toEqual([]);
});
