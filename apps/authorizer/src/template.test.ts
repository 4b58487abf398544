import { join } from 'node:path';
import { describeHandlers } from '@gatehouse/templates';

// What a stack gives the function; the modules read it when they are loaded.
Object.assign(process.env, {
  JWT_ISSUER: 'https://auth.example.com',
  SECRET_KEY: 'k9#Vq2!xT7@mLw4$zR8^bN1&cF6*hJ3(yP',
  SESSION_CHECK_SECONDS: '5',
  DATABASE_URL: 'sqlite:/nonexistent/gatehouse.db',
});

describeHandlers(join(import.meta.dirname, '../template.yaml'));
