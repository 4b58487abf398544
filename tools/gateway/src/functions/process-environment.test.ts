import { expect, test } from '@jest/globals';
import { processEnvironment } from './process-environment.ts';

test('a process begins with the basics and what Lambda would set', () => {
  const own = {
    PATH: '/bin',
    HOME: '/root',
    SECRET: 'x',
    NODE_OPTIONS: '--inspect',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_PROFILE: 'p',
  };
  expect(processEnvironment('/cache', own)).toEqual({
    PATH: '/bin',
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SAM_LOCAL: 'true',
    NODE_COMPILE_CACHE: '/cache',
  });
});
