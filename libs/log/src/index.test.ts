import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { createLogger, LOG_LEVELS, type LogLevel } from './index.ts';

const NOW = new Date('2025-06-01T12:00:00.000Z');

const record = (level: LogLevel = 'DEBUG') => {
  const lines: string[] = [];
  const logger = createLogger({
    level,
    service: 'auth',
    write: (line) => void lines.push(line),
    now: () => NOW,
  });
  return { logger, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

describe('a line', () => {
  test('is one JSON object with time, level, service, message and fields', () => {
    const { logger, lines } = record();
    logger.info('session opened', { request_id: 'r', replayed: false, left: undefined });
    expect(lines).toEqual([
      '{"time":"2025-06-01T12:00:00.000Z","level":"INFO","service":"auth","message":"session opened","request_id":"r","replayed":false}\n',
    ]);
  });

  test('stays one line, whatever the text holds', () => {
    const { logger, lines } = record();
    logger.info('two\nlines', { agent: 'a\r\nb' });
    expect(lines[0]?.match(/\n/g)).toHaveLength(1);
  });

  test.each([
    '\n',
    '\r',
    '\x1b',
    '\x7f',
    '\u0085',
    '\u009b',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\ud800',
  ])('holds no character that ends or bends it, and still says it: %j', (character) => {
    const { logger, lines, parsed } = record();
    const text = `a${character}b`;
    logger.warn(text, { agent: text }, new Error(text));
    expect(lines[0]?.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    expect(parsed()).toMatchObject([{ message: text, agent: text, error: [`Error: ${text}`] }]);
  });

  test.each<[LogLevel, number]>([
    ['DEBUG', 4],
    ['INFO', 3],
    ['WARN', 2],
    ['ERROR', 1],
  ])('of a logger of level %s is not below it', (level, expected) => {
    const { logger, parsed } = record(level);
    logger.debug('d');
    logger.info('i');
    logger.warn('w');
    logger.error('e');
    expect(parsed().map((line) => line['level'])).toEqual(LOG_LEVELS.slice(4 - expected));
  });
});

describe('an error', () => {
  test('is told with its causes and the outer stack', () => {
    const { logger, parsed } = record();
    const cause = new TypeError('inner');
    logger.error('request failed', {}, new Error('outer', { cause }));
    expect(parsed()).toMatchObject([
      { error: ['Error: outer', 'TypeError: inner'], stack: expect.stringMatching(/^Error: outer\n +at /) },
    ]);
  });

  test('that causes itself ends after a few steps', () => {
    const { logger, parsed } = record();
    const error = new Error('round');
    error.cause = error;
    logger.warn('request failed', {}, error);
    expect(parsed()[0]?.['error']).toEqual(Array(6).fill('Error: round'));
  });

  test.each<[unknown, string[]]>([
    ['a secret text', ['string']],
    [null, ['object']],
    [{ password: 'a secret text' }, ['object']],
  ])('that is no Error is told by its type alone: %j', (thrown, told) => {
    const { logger, parsed, lines } = record();
    logger.error('request failed', {}, thrown);
    expect(parsed()[0]?.['error']).toEqual(told);
    expect(lines.join('')).not.toContain('a secret text');
  });

  test('that cannot be read still gets its line', () => {
    const { logger, parsed } = record();
    const error = new Error('hidden');
    Object.defineProperty(error, 'cause', {
      get: () => {
        throw new Error('no');
      },
    });
    logger.error('request failed', {}, error);
    expect(parsed()).toMatchObject([{ message: 'request failed', error: ['an error that cannot be read'] }]);
  });
});

test('the example of the README works, and is shown there', async () => {
  const lines: string[] = [];
  const now = (): Date => NOW;
  const write = (line: string): void => void lines.push(line);
  const logger = createLogger({ level: 'INFO', service: 'auth', write, now });
  logger.info('session opened', { request_id: 'request-1' });
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain("createLogger({ level: 'INFO', service: 'auth'");
  expect(readme).toContain("logger.info('session opened', { request_id: 'request-1' });");
  expect(readme).toContain(lines[0]);
});
