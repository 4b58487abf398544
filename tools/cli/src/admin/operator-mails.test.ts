import { expect, test } from '@jest/globals';
import { operatorMails } from './operator-mails.ts';

const mails = { insert: async () => true } as never;
const STACK = { DATABASE_URL: 'secretsmanager:gatehouse/database-url' };

test.each([
  ['a local run has an outbox at least', {}, true],
  ['a MongoDB that is named in place is of a local run', { DATABASE_URL: 'mongodb://127.0.0.1:1/db' }, true],
  ['of a stack nothing is known', STACK, false],
  ['of a stack whose MAIL_URL is set it is', { ...STACK, MAIL_URL: 'ssm:/gatehouse/mail-url' }, true],
])('%s', (_what, env, isOn) => {
  expect(operatorMails({ mails }, env)).toBe(isOn ? mails : null);
});
