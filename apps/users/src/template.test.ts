import { join } from 'node:path';
import { accessTable } from '@gatehouse/access';
import { describeApiTemplate, describeStack } from '@gatehouse/templates';

const file = join(import.meta.dirname, '../template.yaml');

describeApiTemplate(file, accessTable['users'] ?? []);

describeStack(file, {
  parameters: {
    DatabaseUrl: 'secretsmanager:gatehouse/database-url',
    PasswordPeppers: 'secretsmanager:gatehouse/password-peppers',
  },
  reads: { RegisterRole: ['DatabaseUrl', 'PasswordPeppers'], AccountsRole: ['DatabaseUrl'] },
  reserved: ['RegisterFunction'],
  hashing: ['RegisterFunction'],
});
