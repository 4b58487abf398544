// A store whose connections break under the calls of a client: every answer is a 503 that says when to come back, never a
// 500, and afterwards all is well. By a proxy between the gateway's apps and MongoDB.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BREAKS, FaultyProxy, leaveOut, waitUntil, type Moment } from '@gatehouse/test-support';
import { clientOf, signUp, type Answer, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { mongoDatabase } from './stores.ts';

const declare = (databaseUrl: URL): void =>
  describe('a store whose connections break', () => {
    let proxy: FaultyProxy;
    let gateway: RunningGateway;
    let call: Client;
    let account: Awaited<ReturnType<typeof signUp>>;
    beforeAll(async () => {
      const { hostname: host, port, pathname } = databaseUrl;
      const counts = (request: Buffer): boolean => request.includes(pathname.slice(1));
      proxy = new FaultyProxy({ host, port: Number(port), counts });
      const behindProxy = new URL(databaseUrl);
      behindProxy.host = await proxy.listen();
      const store = { name: 'MongoDB', databaseUrl: behindProxy.href };
      gateway = await startGateway(store);
      call = clientOf(gateway.url);
      account = await signUp(call);
    });
    afterAll(async () => {
      await gateway?.stop();
      await proxy?.stop();
    });

    const logIn = (): Promise<Answer> => {
      const { email, password } = account.person;
      return call('POST', '/auth/login', { body: { email, password } });
    };
    const refresh = (): Promise<Answer> =>
      call('POST', '/auth/refresh', { body: { refresh_token: account.tokens.refresh_token } });
    const readOwn = (): Promise<Answer> => call('GET', '/users/me', { token: account.tokens.access_token });

    const moments: readonly Moment[] = ['request', 20];
    test.each(BREAKS.flatMap((how) => moments.map((moment) => [how, moment] as const)))(
      'by a %s at %s answers 503 and when to come back, and serves again afterwards',
      async (how, moment) => {
        proxy.arm(how, moment);
        const broken = await Promise.all([logIn(), refresh(), readOwn()]);
        proxy.heal();
        for (const { status, headers, body } of broken) {
          expect([status, body.code]).toEqual([503, 'store_unavailable']);
          expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
        }
        for (const act of [logIn, readOwn])
          await waitUntil(
            'the store serves again',
            async () => (await act()).status === 200,
            () => gateway.output(),
          );
      },
    );
  });

const databaseUrl = mongoDatabase();
const isBreakable = databaseUrl?.startsWith('mongodb://') && !/[@,]/.test(databaseUrl);
if (databaseUrl !== null && isBreakable) declare(new URL(databaseUrl));
else
  leaveOut('a store whose connections break', 'MONGODB_TEST_URL names no single engine without credentials');
