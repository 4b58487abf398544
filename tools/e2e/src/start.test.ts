import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import { StallWatch } from './chaos/stalls.ts';
import { clientOf, newPerson, signUp, type Answer, type Client } from './client.ts';
import { startGateway } from './gateway-process.ts';

const sqlite = { name: 'SQLite', databaseUrl: null };

describe('a start that cannot be', () => {
  const complaintOf = async (variables: Record<string, string>): Promise<string> => {
    const error = await startGateway(sqlite, variables).then(
      () => new Error('it started'),
      (reason: Error) => reason,
    );
    expect(error.message).toContain('code 1:');
    return error.message;
  };

  test('names every variable at fault, with its rule and without its value', async () => {
    const bad = {
      JWT_ISSUER: 'not-a-url',
      DATABASE_URL: 'postgres://somewhere/db',
      ACCESS_TOKEN_TTL_SECONDS: 'soon',
      REFRESH_GRACE_SECONDS: '-1',
      PASSWORD_MIN_LENGTH: '7',
      ARGON2_PASSES: '0',
      REGISTRATION: 'maybe',
      CORS_ORIGINS: 'https://app.example.com/path',
      LOG_LEVEL: 'LOUD',
    };
    const complaint = await complaintOf(bad);
    for (const [variable, value] of Object.entries(bad)) {
      expect(complaint).toMatch(new RegExp(`${variable}: must`));
      if (value.length > 3) expect(complaint).not.toContain(value);
    }
  });

  test.each([
    ['PORT', { PORT: '99999' }],
    ['SECRET_KEY', { SECRET_KEY: 'too short' }],
    ['JWT_PRIVATE_KEYS', { JWT_PRIVATE_KEYS: '{"keys":[]}' }],
    ['JWT_PRIVATE_KEYS: ', { JWT_PRIVATE_KEYS: 'garbage' }],
    ['JWT_PRIVATE_KEYS: ', { JWT_PRIVATE_KEYS: 'garbage', JWT_JWKS: 'https://id.example.com/jwks.json' }],
    ['PASSWORD_PEPPERS: ', { PASSWORD_PEPPERS: 'garbage' }],
    ['ARGON2_MEMORY_KIB: ', { ARGON2_MEMORY_KIB: '1024' }],
    ['ARGON2_MEMORY_KIB: must be at least 12288', { ARGON2_MEMORY_KIB: '12287', ARGON2_PASSES: '3' }],
    ['ARGON2_PASSES: must be at least 2', { ARGON2_PASSES: '1' }],
    ['ARGON2_PASSES: ', { ARGON2_MEMORY_KIB: '262144', ARGON2_PASSES: '5' }],
    ['DATABASE_URL: ', { DATABASE_URL: 'mongodb://localhost/my.garbage' }],
    ['DATABASE_URL: ', { DATABASE_URL: 'mongodb://u:garb@ge@localhost/garbage' }],
    ['DATABASE_URL: ', { DATABASE_URL: 'mongodb://localhost/?garbage=1' }],
    [
      'JWT_PRIVATE_KEYS',
      { JWT_PRIVATE_KEYS: '{"keys":[]}', SECRET_KEY: 'mV3#kq9!ZtR7@wLx2$Hy5^Nb8&Jc4*Fd1' },
    ],
  ])('names %s, given %j', async (variable, variables) => {
    const complaint = await complaintOf(variables);
    expect(complaint).toContain(variable);
    expect(complaint).not.toMatch(/garbage/);
  });

  test('says in a line that the port is taken', async () => {
    const holder: Server = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as AddressInfo;
    try {
      await expect(startGateway(sqlite, { PORT: String(port) })).rejects.toThrow(
        new RegExp(`PORT[^]*${port}|${port}[^]*PORT`),
      );
    } finally {
      holder.close();
    }
  });
});

describe('without its database', () => {
  const nobody = { name: 'nobody', databaseUrl: 'mongodb://127.0.0.1:9/gatehouse' };
  const gateway = startGateway(nobody, {}, { migrate: false });
  afterAll(async () => (await gateway).stop());

  test('it starts, and answers 503 within 5 s, not counting what it waits for the machine', async () => {
    const call = clientOf((await gateway).url);
    // The limit is the database's alone: what the function's own start takes is not counted.
    expect(await call('POST', '/auth/login', { body: {} })).toMatchObject({ status: 400 });
    const { pid } = await gateway;
    const watch = new StallWatch(() => pid);
    const began = performance.now();
    const { email, password } = newPerson();
    const answer = await call('POST', '/auth/login', { body: { email, password } });
    const tookMs = performance.now() - began;
    await watch.stop();
    expect(answer).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    const stalledMs = watch.stalls.reduce((sum, stall) => sum + stall.stalledMs, 0);
    expect(tookMs - stalledMs).toBeLessThan(5000);
    expect(JSON.stringify(answer.body)).not.toMatch(/mongo|127\.0\.0\.1|ECONN/i);
    expect(await call('GET', '/auth/.well-known/jwks.json')).toMatchObject({ status: 200 });
  });
});

const corsHeaders = ({ headers }: Answer) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

/** Answers for a page of that origin: a preflight, one of API Gateway's own, a good one and a refusal of functions. */
const answersFor = async (call: Client, origin: string): Promise<readonly Answer[]> => {
  const preflight = { origin, 'access-control-request-method': 'GET' };
  return [
    await call('OPTIONS', '/users/me', { headers: preflight }),
    await call('GET', '/users/me', { headers: { origin } }),
    await call('GET', '/auth/.well-known/jwks.json', { headers: { origin } }),
    await call('POST', '/auth/login', { headers: { origin }, body: {} }),
  ];
};

test('without web origins no answer has a CORS header', async () => {
  const gateway = await startGateway(sqlite);
  try {
    const answers = await answersFor(clientOf(gateway.url), 'https://app.example.com');
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 200, 400]);
    expect(answers.map(corsHeaders)).toEqual([{}, {}, {}, {}]);
  } finally {
    await gateway.stop();
  }
});

describe('with several web origins', () => {
  const origins = ['https://app.example.com', 'https://admin.example.com'];
  const gateway = startGateway(sqlite, { CORS_ORIGINS: origins.join(',') });
  afterAll(async () => (await gateway).stop());
  const exposed = {
    'access-control-expose-headers': 'location, retry-after, www-authenticate, x-request-id',
  };

  test.each(origins)(
    'functions name the one that asks, and API Gateway says that anyone may: %s',
    async (origin) => {
      const [preflight, refused, ...ofFunctions] = await answersFor(clientOf((await gateway).url), origin);
      expect(corsHeaders(preflight!)).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'authorization,content-type',
      });
      expect(corsHeaders(refused!)).toEqual({ 'access-control-allow-origin': '*', ...exposed });
      for (const answer of ofFunctions) {
        expect(corsHeaders(answer)).toEqual({ 'access-control-allow-origin': origin, ...exposed });
        expect(answer.headers.get('vary')).toBe('origin');
      }
    },
  );

  test.each(['https://evil.example', 'https://app.example.com.evil.example', 'null'])(
    'functions name no other, and nobody allows credentials: %s',
    async (origin) => {
      const answers = await answersFor(clientOf((await gateway).url), origin);
      const named = answers.map(({ headers }) => headers.get('access-control-allow-origin'));
      expect(named).toEqual(['*', '*', null, null]);
      expect(answers.map(({ headers }) => headers.get('vary')).slice(2)).toEqual(['origin', 'origin']);
      for (const answer of answers)
        expect(corsHeaders(answer)).not.toHaveProperty('access-control-allow-credentials');
    },
  );
});

describe('with web origins', () => {
  const gateway = startGateway(sqlite, { CORS_ORIGINS: 'https://app.example.com' });
  afterAll(async () => (await gateway).stop());
  const origin = 'https://app.example.com';

  test('a preflight meets no authorizer', async () => {
    const headers = {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    };
    const answer = await clientOf((await gateway).url)('OPTIONS', '/users/me', { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-allow-methods')).toContain('GET');
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  test('answers and errors, the gateway’s own too, may be read by that origin', async () => {
    const call = clientOf((await gateway).url);
    const { tokens } = await signUp(call);
    const headers = { origin };
    const answers = [
      await call('GET', '/users/me', { token: tokens.access_token, headers }),
      await call('GET', '/users', { token: tokens.access_token, headers }),
      await call('GET', '/users/me', { headers }),
      await call('POST', '/auth/login', { headers, body: {} }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 401, 400]);
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      const exposed = 'location, retry-after, www-authenticate, x-request-id';
      expect(headers.get('access-control-expose-headers')).toBe(exposed);
    }
  });

  test('another origin is not named', async () => {
    const call = clientOf((await gateway).url);
    const answer = await call('POST', '/auth/login', {
      headers: { origin: 'https://evil.example' },
      body: {},
    });
    expect(answer.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
  });
});
