// What somebody who watches is told of a call, of both kinds of APIs.
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runGateway } from './gateway.ts';
import type { SeenCall } from './seen-call.ts';
import { FIXTURES, temporaryFolder } from './testing/folders.ts';
import { call } from './testing/http.ts';

const HTTP_API = `
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        Authorizers:
          Jwt:
            IdentitySource: $request.header.Authorization
            JwtConfiguration: { issuer: 'http://localhost:1', audience: [us] }
  Items:
    Type: AWS::Serverless::Function
    Properties:
      Handler: code.items
      Events:
        Open: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /open, Method: GET } }
        Kept: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /kept, Method: GET, Auth: { Authorizer: Jwt } } }
`;

test('each call is told with its route, its decision, and of a REST API with what the authorizer said', async () => {
  await using folder = await temporaryFolder();
  await folder.write('items/template.yaml', HTTP_API);
  await folder.write('items/code.mjs', 'export const items = async () => "items";');
  const seen: SeenCall[] = [];
  const gateway = await runGateway({
    appFolders: [join(FIXTURES, 'shop'), join(FIXTURES, 'gate'), join(folder.path, 'items')],
    localValues: () => ({ GREETING: 'hello' }),
    onCall: (one) => seen.push(one),
  });
  try {
    const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    await call(gateway.port, '/things/1', bearer('seen'));
    await call(gateway.port, '/things/1', bearer('denied.seen'));
    for (const path of ['/', '/open', '/kept', '/nowhere']) await call(gateway.port, path);
  } finally {
    await gateway.stop(0);
  }
  expect(seen.filter(({ request }) => 'body' in request)).toEqual([]);
  const told = seen.map(({ request, hasRoute, decision, authorization }) => [
    ...[request.target, hasRoute, decision?.decision, authorization?.result?.principalId !== undefined],
  ]);
  expect(told).toEqual([
    ['/things/1', true, 'allow', true],
    ['/things/1', true, 'deny', true],
    ['/', true, undefined, false],
    ['/open', true, undefined, false],
    ['/kept', true, 'unauthorized', false],
    ['/nowhere', false, undefined, false],
  ]);
});
