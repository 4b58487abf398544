// examples/orders as another team has it: outside the workspace, on the packed packages, behind a real local Gatehouse.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { resolveStack, translate, type TemplateValue } from '@gatehouse/templates';
import { startGatehouse, type LocalGatehouse } from './local-gatehouse.ts';
import { readTemplate, samBuild } from './sam-build.ts';
import { strangerWith, type Stranger } from './stranger.ts';

let stranger: Stranger;
let gatehouse: LocalGatehouse;
beforeAll(async () => {
  stranger = await strangerWith('orders');
  gatehouse = await startGatehouse([stranger.folder], {
    ACCESS_TABLE: readFileSync(join(stranger.folder, 'access-table.json'), 'utf8'),
    ORDERS_STORE: `sqlite:${join(stranger.folder, 'orders.db')}`,
  });
}, 600_000);
afterAll(async () => {
  await gatehouse?.stop();
  stranger?.remove();
});

test('its types hold, its own tests pass, and the authorizer will take its table', async () => {
  await stranger.run('npm', 'run', 'types');
  await stranger.run('npm', 'test');
  await stranger.run('npm', 'run', 'check-table');
});

const wish = { item: 'a lamp', quantity: 2 };

test('nobody without a token, or with a forged one, reaches it', async () => {
  const token = await gatehouse.tokenOf('mallory@example.com');
  const calls = [
    gatehouse.call('GET', '/orders'),
    gatehouse.call('POST', '/orders', { body: wish }),
    gatehouse.call('GET', '/orders', { token: `${token.slice(0, -4)}AAAA` }),
  ];
  for (const { status, body } of await Promise.all(calls))
    expect([status, body['code']]).toEqual([401, 'unauthorized']);
});

test('a customer places an order and reads it, and another customer does not', async () => {
  const ada = { token: await gatehouse.tokenOf('grace@example.com') };
  const eve = { token: await gatehouse.tokenOf('eve@example.com') };
  const placed = await gatehouse.call('POST', '/orders', { ...ada, body: wish });
  expect(placed).toMatchObject({ status: 201, body: wish });
  const path = `/orders/${String(placed.body['id'])}`;
  expect((await gatehouse.call('GET', path, ada)).body).toEqual(placed.body);
  expect((await gatehouse.call('GET', '/orders', ada)).body).toEqual({ items: [placed.body] });
  expect(await gatehouse.call('GET', path, eve)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect((await gatehouse.call('GET', '/orders', eve)).body).toEqual({ items: [] });
});

test('a wish that is none is refused with the members at fault', async () => {
  const token = await gatehouse.tokenOf('grace@example.com');
  const { status, body } = await gatehouse.call('POST', '/orders', { token, body: { item: 'a lamp' } });
  expect([status, body['code']]).toEqual([400, 'validation_failed']);
  expect(body['errors']).toEqual([{ pointer: '/quantity', message: 'must be a whole number, 1 to 99' }]);
});

test('a clerk sees everyone’s orders from the grant of the role on', async () => {
  const all = async () => {
    const token = await gatehouse.tokenOf('carol@example.com');
    return gatehouse.call('GET', '/orders/all', { token });
  };
  expect(await all()).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  await gatehouse.admin('grant', 'carol@example.com', 'clerk');
  expect((await all()).status).toBe(200);
});

test('the walk-through of its README places an order', async () => {
  const printed = await stranger.paste('API=', { 'http://127.0.0.1:3000': gatehouse.url });
  const answers = printed.trim().split('\n');
  const { items } = JSON.parse(answers.at(-1) ?? '') as { items: unknown[] };
  expect(items).toEqual([expect.objectContaining(wish)]);
});

test('a route that is not there is answered in the same form', async () => {
  const token = await gatehouse.tokenOf('grace@example.com');
  expect(await gatehouse.call('PUT', '/orders', { token })).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
});

test('what SAM builds of it is small, and holds the handlers that the template names', async () => {
  const target = join(stranger.folder, '.aws-sam');
  const files = samBuild(stranger.folder, 'PlaceOrder', target);
  expect(Object.keys(files)).toEqual(['handlers.mjs']);
  expect(files['handlers.mjs']).toBeLessThan(60_000);
  const module = pathToFileURL(join(target, 'handlers.mjs')).href;
  const script = `process.env.ORDERS_STORE = 'dynamodb:orders'; console.log(Object.keys(await import('${module}')).sort().join())`;
  const exported = (await stranger.run(process.execPath, '--input-type=module', '--eval', script)).trim();
  expect(exported.split(',')).toEqual(handlersOf(readTemplate(stranger.folder)));
});

const handlersOf = ({ Resources }: TemplateValue): readonly string[] =>
  Object.values<TemplateValue>(Resources)
    .filter(({ Type }) => Type === 'AWS::Serverless::Function')
    .map(({ Properties }) => String(Properties.Handler).replace('handlers.', ''))
    .sort();

test('each role may do to the table what its functions do, and to nothing else anything', () => {
  const template = readTemplate(stranger.folder);
  const grants = Object.entries<TemplateValue>(resolveStack(template, {})).flatMap(
    ([id, { Type, Properties }]) =>
      Type === 'AWS::IAM::Role'
        ? Properties.Policies.map(({ PolicyDocument: { Statement } }: TemplateValue) => [
            id,
            Statement.Action,
            Statement.Resource,
          ])
        : [],
  );
  expect(grants).toEqual([
    ['PlacesOrders', 'dynamodb:PutItem', '<OrdersTable.Arn>'],
    ['ReadsOrders', ['dynamodb:GetItem', 'dynamodb:Query'], '<OrdersTable.Arn>'],
    ['ReadsAllOrders', 'dynamodb:Scan', '<OrdersTable.Arn>'],
  ]);
});

test('SAM lets this API call the authorizer, and guards every route by it', () => {
  const translated = translate(join(stranger.folder, 'template.yaml'));
  if (translated === null) return;
  const resources = Object.values<TemplateValue>(translated.Resources);
  const api = resources.find(({ Type }) => Type === 'AWS::ApiGateway::RestApi');
  const methods = Object.values<TemplateValue>(api.Properties.Body.paths).flatMap((path) =>
    Object.values<TemplateValue>(path),
  );
  expect(methods.map(({ security }) => security)).toEqual(Array(4).fill([{ JWTCustomAuthorizer: [] }]));
  const permissions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Permission');
  expect(permissions.map(({ Properties }) => JSON.stringify(Properties.FunctionName))).toContainEqual(
    expect.stringContaining('AuthorizerFunctionArn'),
  );
});
