import { describe, expect, test } from '@jest/globals';
import { readConfig } from './config.ts';

const IN_LAMBDA = { AWS_LAMBDA_FUNCTION_NAME: 'users', DATABASE_URL: 'ssm:/url' };

describe('registration', () => {
  test('is open, closed or confirmed', () => {
    expect(readConfig({}).REGISTRATION).toBe('open');
    for (const REGISTRATION of ['open', 'closed', 'confirmed'])
      expect(readConfig({ REGISTRATION }).REGISTRATION).toBe(REGISTRATION);
    expect(() => readConfig({ REGISTRATION: 'Confirmed' })).toThrow(/REGISTRATION: must be one of/);
  });

  test('that is confirmed stops the start where nothing is mailed', () => {
    const confirmed = { ...IN_LAMBDA, REGISTRATION: 'confirmed' };
    expect(() => readConfig(confirmed)).toThrow('REGISTRATION: must not be confirmed unless MAIL_URL');
    expect(() => readConfig({ ...confirmed, MAIL_URL: 'ses:eu-central-1' })).not.toThrow();
    expect(() => readConfig({ ...IN_LAMBDA, REGISTRATION: 'open' })).not.toThrow();
  });
});
