import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { createAuditTrail } from './index.ts';

test('the example of the README works as it stands there', async () => {
  const lines: string[] = [];
  const toStandardOutput = (line: string): void => void lines.push(line);
  const values = async () => ({ keep: async () => 'CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk' });
  const logger = { error: () => undefined };
  const now = (): Date => new Date('2026-03-01T12:00:00.000Z');
  const request = { sourceAddress: '203.0.113.7', requestId: 'request-1' };

  const trail = createAuditTrail({ values, writers: [toStandardOutput], logger, now });
  const audit = trail.of(request);
  await audit({ event: 'login_failed', subject: null, why: 'unknown_account', email: 'Ada@example.com' });

  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain('createAuditTrail({ values, writers: [toStandardOutput], logger, now });');
  expect(readme).toContain(
    "await audit({ event: 'login_failed', subject: null, why: 'unknown_account', email: 'Ada@example.com' });",
  );
  expect(readme).toContain(lines[0]);
});
