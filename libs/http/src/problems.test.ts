import { describe, expect, test } from '@jest/globals';
import { PROBLEMS, problemType, toProblemDocument, type ProblemRow } from './problems.ts';

describe('the table of problems', () => {
  test('holds the statuses of the contract', () => {
    expect(Object.fromEntries(Object.entries(PROBLEMS).map(([code, { status }]) => [code, status]))).toEqual({
      malformed_body: 400,
      validation_failed: 400,
      invalid_credentials: 400,
      invalid_grant: 400,
      unauthorized: 401,
      forbidden: 403,
      reauthentication_required: 403,
      second_factor_required: 403,
      not_found: 404,
      email_taken: 409,
      last_admin: 409,
      already_enrolled: 409,
      limit_reached: 409,
      body_too_large: 413,
      unsupported_media_type: 415,
      too_many_attempts: 429,
      internal_error: 500,
      store_unavailable: 503,
      timed_out: 504,
    });
  });

  test('says when to try again exactly where the contract promises it', () => {
    const rows: [string, ProblemRow][] = Object.entries(PROBLEMS);
    const waiting = rows.filter(([, row]) => row.retryAfterSeconds !== undefined).map(([code]) => code);
    expect(waiting).toEqual(['too_many_attempts', 'store_unavailable']);
  });

  test('a document has the members of RFC 9457, and errors where there are some', () => {
    const errors = [{ pointer: '/email', message: 'is required' }];
    expect(toProblemDocument('validation_failed', 'r', errors)).toEqual({
      type: problemType('validation_failed'),
      title: 'Validation failed',
      status: 400,
      detail: PROBLEMS.validation_failed.detail,
      code: 'validation_failed',
      request_id: 'r',
      errors,
    });
    expect(toProblemDocument('not_found', 'r')).not.toHaveProperty('errors');
  });

  test('a document says with what a login goes on', () => {
    const secondFactor = { challenge_token: 'c', factors: ['totp'] };
    expect(toProblemDocument('second_factor_required', 'r', undefined, secondFactor)).toEqual({
      ...toProblemDocument('second_factor_required', 'r'),
      challenge_token: 'c',
      factors: ['totp'],
    });
  });
});
