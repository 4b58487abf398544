import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readPolicy } from '@gatehouse/policy';
import type { SeenAuthorization } from '../authorize/seen-authorization.ts';
import { ensureLocalKeys } from '../local-keys.ts';
import { createPages } from '../pages/pages.ts';
import { asked } from '../pages/testing.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { CallFeed } from './call-feed.ts';

const pagesWith = (options: Partial<Parameters<typeof createPages>[0]> = {}) =>
  createPages({ openApiFile: '', feed: new CallFeed(), outbox: null, keysHome: null, ...options });
type Pages = ReturnType<typeof pagesWith>;
type Headers = Readonly<Record<string, string | undefined>>;

const tokenOf = async (pages: Pages): Promise<string> => {
  const html = (await pages.answer(asked('/console')))?.body.toString() ?? '';
  return /name="gatehouse-console" content="([\w-]{43})"/.exec(html)?.[1] ?? '';
};

/** As the page asks, but for what is said. */
const ask = async (pages: Pages, name: string, { body = {}, headers = {}, ...sent }: AskOptions = {}) => {
  const all: Headers = {
    origin: 'http://localhost:3000',
    'gatehouse-console': await tokenOf(pages),
    ...headers,
  };
  const pairs = Object.entries(all).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return pages.answer(
    asked(`/_gatehouse/ask/${name}`, {
      ...{ method: 'POST', body: JSON.stringify(body), headers: pairs },
      ...sent,
    }),
  );
};
interface AskOptions {
  readonly body?: unknown;
  readonly headers?: Headers;
  readonly method?: string;
  readonly host?: string;
}
const jsonOf = async (answer: ReturnType<typeof ask>) =>
  JSON.parse((await answer)?.body.toString() ?? 'null') as Record<string, unknown[]>;

describe('what the console asks', () => {
  test('is answered to its page, and leaves no line', async () => {
    for (const name of ['outbox', 'keys']) {
      expect(await ask(pagesWith(), name)).toMatchObject({ status: 200, isQuiet: true });
    }
  });

  test.each<[string, AskOptions]>([
    ['without the token', { headers: { 'gatehouse-console': undefined } }],
    ['with the token of another start', { headers: { 'gatehouse-console': 'x'.repeat(43) } }],
    ['with a token that is no text of ours', { headers: { 'gatehouse-console': 'é'.repeat(43) } }],
    ['from another site', { headers: { origin: 'https://example.com' } }],
    ['from another port', { headers: { origin: 'http://localhost:4000' } }],
    ['from another scheme', { headers: { origin: 'https://localhost:3000' } }],
    ['from a page without an origin', { headers: { origin: 'null' } }],
    ['without an origin', { headers: { origin: undefined } }],
    [
      'by a foreign name, from a page of that name',
      { host: 'evil.example', headers: { origin: 'http://evil.example' } },
    ],
  ])('is forbidden %s, and no other origin is let in', async (_how, options) => {
    for (const name of ['calls', 'outbox', 'keys']) {
      const answer = await ask(pagesWith(), name, options);
      expect([
        answer?.status,
        (answer?.headers ?? []).filter(([one]) => /^access-control/i.test(one)),
      ]).toEqual([403, []]);
    }
  });

  test('has a token of its own at each start', async () => {
    const [one, other] = [await tokenOf(pagesWith()), await tokenOf(pagesWith())];
    expect(one).toMatch(/^[\w-]{43}$/);
    expect(one).not.toBe(other);
  });

  test.each(['', 'none', 'constructor', 'keys/', '../base.css'])('has nothing by the name %j', async (name) =>
    expect(await ask(pagesWith(), name)).toBeNull(),
  );

  test.each(['GET', 'HEAD', 'PUT', 'OPTIONS'])(
    'is forbidden by %s, and no preflight is allowed',
    async (method) => {
      const { status, headers = [] } = (await ask(pagesWith(), 'keys', { method })) ?? {};
      expect([status, headers.filter(([name]) => /^access-control/i.test(name))]).toEqual([403, []]);
    },
  );
});

test('calls are told without what they sent, with the decision and the routes that it opens', async () => {
  const feed = new CallFeed();
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
  const result = { principalId: 'ada', context: { sid: '1' }, policyDocument: document };
  const authorization = {
    ...{ api: { routes: [] }, outcome: 'deny', isRemembered: true, context: {} },
    result: { ...result, policy: readPolicy(document) },
  } as unknown as SeenAuthorization;
  const request = asked('/users/me?secret=1', {
    headers: [['Authorization', 'Bearer secret']],
    body: 'secret',
  });
  const decision = { decision: 'deny', remembered: true } as const;
  feed.add({ request, status: 403, durationMs: 1.4, hasRoute: true, decision, authorization });
  const told = await jsonOf(ask(pagesWith({ feed }), 'calls', { body: { after: 0 } }));
  expect(told).toEqual({
    calls: [
      {
        ...{ number: 1, at: '1970-01-01T00:00:00.000Z', request_id: '1' },
        ...{ method: 'GET', path: '/users/me', status: 403, duration_ms: 1, has_route: true },
        authorizer: {
          ...{ outcome: 'deny', remembered: true, principal_id: 'ada' },
          ...{ context: { sid: '1' }, policy: document, routes: [] },
        },
      },
    ],
  });
});

test('mails are read from the folder, newest first, encoded ones too', async () => {
  await using folder = await temporaryFolder();
  const outbox = join(folder.path, 'outbox');
  expect(await jsonOf(ask(pagesWith({ outbox }), 'outbox'))).toEqual({ mails: [] });
  await mkdir(outbox);
  const head =
    'X-Gatehouse-Kind: verify_email\r\nTo: ada@example.com\r\nDate: Thu, 26 Nov 2026 13:00:00 +0000';
  await folder.write('outbox/1.eml', `${head}\r\nSubject: One\r\n\r\nHello`);
  await folder.write(
    'outbox/2.eml',
    `${head}\r\nSubject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\nContent-Transfer-Encoding: base64\r\n\r\n${btoa('<b>Hi</b>')}`,
  );
  await folder.write('outbox/3.tmp', 'half a mail');
  await mkdir(join(outbox, '4.eml'));
  const { mails } = await jsonOf(ask(pagesWith({ outbox }), 'outbox'));
  expect(mails).toMatchObject([
    { id: '2', kind: 'verify_email', to: 'ada@example.com', subject: 'Grüße', text: '<b>Hi</b>' },
    { id: '1', subject: 'One', text: 'Hello' },
  ]);
  expect(await jsonOf(ask(pagesWith(), 'outbox'))).toEqual({ mails: null });
});

test('a key file that is none any more is told of', async () => {
  await using folder = await temporaryFolder();
  const { privateFile } = await ensureLocalKeys(folder.path);
  await writeFile(privateFile, 'no keys');
  const answer = await ask(pagesWith({ keysHome: folder.path }), 'keys');
  expect([answer?.status, JSON.parse(answer?.body.toString() ?? '')]).toEqual([
    500,
    expect.objectContaining({ code: 'internal_error', detail: expect.any(String) }),
  ]);
});

test('keys are rotated one step after another, and no secret of them is told', async () => {
  await using folder = await temporaryFolder();
  const { publicFile } = await ensureLocalKeys(folder.path);
  const pages = pagesWith({ keysHome: folder.path, keyMaxAgeSeconds: 0 });
  const statesAfter = async (act: unknown) => {
    const { keys } = await jsonOf(ask(pages, 'keys', { body: { act } }));
    expect(Object.keys(keys?.[0] as object).sort()).toEqual(['alg', 'kid', 'state']);
    return keys?.map((key) => (key as { state: string }).state);
  };
  expect(await statesAfter(undefined)).toEqual(['signing']);
  expect(await statesAfter('promote')).toEqual(['signing']);
  await Promise.all([statesAfter('rotate'), statesAfter('rotate')]);
  expect(await statesAfter('constructor')).toEqual(['signing', 'published']);
  expect(await statesAfter('promote')).toEqual(['signing', 'superseded']);
  expect(JSON.parse(await readFile(publicFile, 'utf8'))).toMatchObject({ keys: [{}, {}] });
  expect(await statesAfter('retire')).toEqual(['signing']);
  expect(await jsonOf(ask(pagesWith(), 'keys'))).toEqual({ keys: null });
});
