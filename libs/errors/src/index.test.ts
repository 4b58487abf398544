import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import type * as errors from './index.ts';
import { GatehouseError } from './index.ts';

describe('an error of ours', () => {
  test('says its code, and nothing else, in its message', () => {
    const error = new GatehouseError('email_taken', {
      cause: new Error('ada@example.com'),
      reason: 'in a race',
    });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'GatehouseError', message: 'email_taken', code: 'email_taken' });
  });

  test('keeps what the log and the answer need', () => {
    const errors = [{ pointer: '/email', message: 'is required' }];
    const cause = new Error('underneath');
    const error = new GatehouseError('validation_failed', {
      cause,
      errors,
      reason: 'why',
      retryAfterSeconds: 3,
    });
    expect(error).toMatchObject({ cause, errors, reason: 'why', retryAfterSeconds: 3 });
  });

  test('is one for another copy of the class too, and nothing else is', async () => {
    const copy = new URL('./index.ts?copy', import.meta.url).href;
    const other = ((await import(copy)) as typeof errors).GatehouseError;
    expect(other).not.toBe(GatehouseError);
    expect(new other('not_found')).toBeInstanceOf(GatehouseError);
    expect(new GatehouseError('not_found')).toBeInstanceOf(other);
    for (const value of [new Error('x'), { name: 'GatehouseError', code: 'not_found' }, null, 'x', undefined])
      expect(value).not.toBeInstanceOf(GatehouseError);
  });

  test('has no cause where there is none', () => {
    expect(new GatehouseError('not_found')).not.toHaveProperty('cause');
  });
});

test('the example of the README works, and is shown there', async () => {
  const refuse = (cause: unknown): never => {
    throw new GatehouseError('store_unavailable', { cause, retryAfterSeconds: 2 });
  };
  expect(() => refuse(new Error('connection refused'))).toThrow('store_unavailable');
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain("throw new GatehouseError('store_unavailable', { cause, retryAfterSeconds: 2 });");
});
