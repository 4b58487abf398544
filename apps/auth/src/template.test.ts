import { join } from 'node:path';
import { accessTable } from '@gatehouse/access';
import { describeApiTemplate, describeStack } from '@gatehouse/templates';

process.env['SECRET_KEY'] = 'k9#Vq2!xT7@mLw4$zR8^bN1&cF6*hJ3(yP';

const file = join(import.meta.dirname, '../template.yaml');

describeApiTemplate(file, accessTable['auth'] ?? []);

describeStack(file, {
  parameters: {
    JwtIssuer: 'https://auth.example.com',
    JwtPrivateKeys: 'secretsmanager:gatehouse/jwt-private-keys',
    DatabaseUrl: 'secretsmanager:gatehouse/database-url',
    PasswordPeppers: 'secretsmanager:gatehouse/password-peppers',
  },
  reads: {
    LoginRole: ['DatabaseUrl', 'JwtPrivateKeys', 'PasswordPeppers'],
    RefreshRole: ['DatabaseUrl', 'JwtPrivateKeys'],
    PasswordRole: ['DatabaseUrl', 'PasswordPeppers'],
    SessionsRole: ['DatabaseUrl'],
    DiscoveryRole: ['JwtPrivateKeys'],
  },
  reserved: ['LoginFunction', 'ChangePasswordFunction'],
  hashing: ['LoginFunction', 'ChangePasswordFunction'],
});
