// examples/no-gateway as a stranger has it: function-URL events over real HTTP, and tokens and keys of a real Gatehouse.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { translate, type TemplateValue } from '@gatehouse/templates';
import { callerOf, type Call } from './http.ts';
import { startGatehouse, type LocalGatehouse } from './local-gatehouse.ts';
import { samBuild } from './sam-build.ts';
import { startService, type Service } from './service.ts';
import { strangerWith, type Stranger } from './stranger.ts';

let stranger: Stranger;
let gatehouse: LocalGatehouse;
let service: Service;
let call: Call;
beforeAll(async () => {
  stranger = await strangerWith('no-gateway');
  gatehouse = await startGatehouse([]);
  const env = {
    ...{ TOKEN_ISSUER: `${gatehouse.url}/auth`, TOKEN_AUDIENCE: 'gatehouse', TOKEN_CLIENT_ID: 'gatehouse' },
    TOKEN_JWKS_URL: `${gatehouse.url}/auth/.well-known/jwks.json`,
  };
  service = await startService({ args: ['dev/serve.ts'], folder: stranger.folder, env });
  call = callerOf(service.url);
}, 600_000);
afterAll(async () => {
  await service?.stop();
  await gatehouse?.stop();
  stranger?.remove();
});

test('its types hold, and its own tests pass', async () => {
  await stranger.run('npm', 'run', 'types');
  await stranger.run('npm', 'test');
});

test('a token of a login is good there', async () => {
  const token = await gatehouse.tokenOf('ada@example.com');
  const { body: me } = await gatehouse.call('GET', '/users/me', { token });
  expect(await call('GET', '/whoami', { token })).toMatchObject({
    status: 200,
    body: { subject: me['id'], roles: ['user'] },
  });
});

test('the call of its README is answered', async () => {
  const addresses = { 'http://127.0.0.1:4000': service.url };
  const ACCESS = await gatehouse.tokenOf('ada@example.com');
  expect(await stranger.paste('curl ', addresses, { ACCESS })).toContain('"roles":["user"]');
});

test.each(['/whoami', '/report'])('%s refuses no token and a forged one, in problem+json', async (path) => {
  const token = await gatehouse.tokenOf('mallory@example.com');
  for (const options of [{}, { token: `${token.slice(0, -4)}AAAA` }]) {
    const { status, headers, body } = await call('GET', path, options);
    expect([status, headers.get('content-type'), headers.get('www-authenticate'), body['code']]).toEqual([
      ...[401, 'application/problem+json', 'Bearer', 'unauthorized'],
    ]);
  }
});

test('the report is for whoever was made an admin, from the next login on', async () => {
  const statusOf = async () => {
    const token = await gatehouse.tokenOf('grace@example.com');
    return (await call('GET', '/report', { token })).status;
  };
  expect(await statusOf()).toBe(403);
  await gatehouse.admin('grant', 'grace@example.com');
  expect(await statusOf()).toBe(200);
});

test('what SAM builds of it is small, a file for each function', () => {
  const files = samBuild(stranger.folder, 'Whoami', join(stranger.folder, '.aws-sam'));
  expect(Object.keys(files).sort()).toEqual(['report.mjs', 'whoami.mjs']);
  for (const bytes of Object.values(files)) expect(bytes).toBeLessThan(60_000);
});

test('each function has a URL that everyone may call, where nothing but the guard stands in front', () => {
  const translated = translate(join(stranger.folder, 'template.yaml'));
  if (translated === null) return;
  const resources = Object.values<TemplateValue>(translated.Resources);
  const urls = resources.filter(({ Type }) => Type === 'AWS::Lambda::Url');
  expect(urls.map(({ Properties }) => Properties.AuthType)).toEqual(['NONE', 'NONE']);
});
