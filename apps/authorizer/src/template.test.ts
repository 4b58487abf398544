import { join } from 'node:path';
import { describeStack } from '@gatehouse/templates';

describeStack(join(import.meta.dirname, '../template.yaml'), {
  parameters: {
    JwtIssuer: 'https://auth.example.com',
    JwtJwks: 'ssm:/gatehouse/jwt-jwks',
    SessionCheckSeconds: '5',
    DatabaseUrl: 'secretsmanager:gatehouse/database-url',
  },
  reads: { AuthorizerRole: ['JwtJwks', 'DatabaseUrl'] },
  reserved: ['AuthorizerFunction'],
  hashing: [],
});
