import { describe, expect, test } from '@jest/globals';
import { api, fn, route, template } from '../testing/template-texts.ts';
import { loadTemplates } from '../testing/templates.ts';
import * as tables from './members.ts';
import type { MemberTable } from './member-table.ts';

const load = async (text: string) => (await loadTemplates({ app: text }))[0];

const BARE = 'Parameters: { Bare: { Type: String } }\n';
const UNKNOWN = 'the local gateway does not know this member';

const namesOf = (row = ''): readonly string[] => row.split(' ').filter((name) => name !== '');

/** The line of the start that names what stands at this place of the resources. */
const named = (at: string, line?: number, sentence = 'does not run here'): unknown =>
  expect.stringMatching(
    new RegExp(
      `/app/template\\.yaml:${line ?? '\\d+'}: Resources\\.${at.replaceAll('.', '\\.')}: ${sentence}$`,
    ),
  );

describe('every member of an API and of a function', () => {
  test.each(namesOf(tables.API.deployed))(
    'that belongs to the deployment is taken without a word: Api.%s',
    async (name) => {
      const app = await load(BARE + template(api(`${name}: !Ref Bare`), fn(route())));
      expect(app?.notes).toEqual([]);
    },
  );

  test.each(namesOf(tables.FUNCTION.deployed))(
    'that belongs to the deployment is taken without a word: Function.%s',
    async (name) => {
      const app = await load(BARE + template(api(), fn(route(), `${name}: !Ref Bare,`)));
      expect(app?.notes).toEqual([]);
    },
  );

  test.each(namesOf(tables.API.named))('that would change an answer is named: Api.%s', async (name) => {
    const app = await load(BARE + template(api(`${name}: !Ref Bare`), fn(route())));
    expect(app?.notes).toEqual([named(`Api.Properties.${name}`)]);
  });

  test.each(namesOf(tables.FUNCTION.named))(
    'that would change an answer is named: Function.%s',
    async (name) => {
      const app = await load(BARE + template(api(), fn(route(), `${name}: !Ref Bare,`)));
      expect(app?.notes).toEqual([named(`Fn.Properties.${name}`)]);
    },
  );

  test.each(namesOf(tables.API_EVENT.named))(
    'that would change an answer is named: Event.%s',
    async (name) => {
      const app = await load(BARE + template(api(), fn(route(`RestApiId: !Ref Api, ${name}: !Ref Bare`))));
      expect(app?.notes).toEqual([named(`Fn.Properties.Events.E.Properties.${name}`)]);
    },
  );

  test.each(namesOf(tables.API_AUTH.named))('that would change an answer is named: Auth.%s', async (name) => {
    const app = await load(BARE + template(api(`Auth: { ${name}: !Ref Bare }`), fn(route())));
    expect(app?.notes).toEqual([named(`Api.Properties.Auth.${name}`)]);
  });

  test.each(namesOf(tables.EVENT_AUTH.named))(
    'that would change an answer is named: Event.Auth.%s',
    async (name) => {
      const app = await load(
        BARE + template(api(), fn(route(`RestApiId: !Ref Api, Auth: { ${name}: !Ref Bare }`))),
      );
      expect(app?.notes).toEqual([named(`Fn.Properties.Events.E.Properties.Auth.${name}`)]);
    },
  );

  test.each(['ImageConfig', 'ImageUri', 'InlineCode'])(
    'that is no code in a file is refused: %s',
    async (name) => {
      await expect(load(template(fn('', `${name}: x,`)))).rejects.toThrow(
        `Resources.Fn.Properties.${name}: does not run here: what runs is a module in a file`,
      );
    },
  );
});

test.each(Object.entries(tables).filter(([, table]) => !Array.isArray(table)) as [string, MemberTable][])(
  'no member of %s stands in two rows',
  (_name, { read, deployed, named, refused = {} }) => {
    const all = [read, deployed, named].flatMap(namesOf).concat(Object.keys(refused));
    expect(all).toEqual([...new Set(all)]);
  },
);

test('each member is named with its line', async () => {
  const both = 'Layers: [], FunctionUrlConfig: {},';
  const two = fn('', 'Layers: [],').replace('Fn:', 'Two:');
  expect((await load(template(fn('', both), two)))?.notes).toEqual([
    named('Fn.Properties.Layers', 2),
    named('Fn.Properties.FunctionUrlConfig', 2),
    named('Two.Properties.Layers', 3),
  ]);
});

describe('a member that nobody knows stops the start with its place', () => {
  test.each([
    [template(api('Corse: {}')), `Resources.Api.Properties.Corse: ${UNKNOWN}`],
    [template(api('constructor: {}')), `Resources.Api.Properties.constructor: ${UNKNOWN}`],
    [template(api('__proto__: { Auth: {} }')), `Resources.Api.Properties.__proto__: ${UNKNOWN}`],
    [template(fn('', 'Evnts: {},')), `Resources.Fn.Properties.Evnts: ${UNKNOWN}`],
    [`Globals: { Api: { Outh: {} } }\n${template(api())}`, `Globals.Api.Outh: ${UNKNOWN}`],
    [`Globals: { Function: { Layer: [] } }\n${template(api())}`, `Globals.Function.Layer: ${UNKNOWN}`],
    [`Globals: { Apis: {} }\n${template(api())}`, `Globals.Apis: ${UNKNOWN}`],
    [`Global: { Api: {} }\n${template(api())}`, `Global: ${UNKNOWN}`],
    [
      template(api().replace('Properties', 'Conditions: A, Properties')),
      `Resources.Api.Conditions: ${UNKNOWN}`,
    ],
    [
      template(api().replace('Properties', 'Condition: [A], Properties')),
      'Condition: must be the name of a condition',
    ],
    [template(fn(route('ApiId: x'))), `Properties.Events.E.Properties.ApiId: ${UNKNOWN}`],
    [template(fn('E: { Type: api, Properties: {} }')), 'Events.E.Type: SAM has no event of type api'],
    [
      template(fn('E: { Ref: AWS::NoValue, Type: Api, Properties: {} }')),
      'Ref stands beside Type, Properties',
    ],
    [template(fn('E: { Type: APIGateway, Properties: {} }')), 'SAM has no event of type APIGateway'],
    [template(fn('E: { Properties: { Path: /, Method: get } }')), 'Events.E.Type: must be a string'],
    [template(fn('', 'PackageType: Image,')), 'PackageType: must be Zip'],
    [template(api('GatewayResponses: { THROTTLED: { Status: 429 } }')), `THROTTLED.Status: ${UNKNOWN}`],
    [
      template(api('GatewayResponses: { THROTTLED: { ResponseParameters: { Header: {} } } }')),
      `ResponseParameters.Header: ${UNKNOWN}`,
    ],
  ])('%s', async (text, problem) => {
    await expect(load(text)).rejects.toThrow(problem);
  });
});

describe('resources of other types', () => {
  test('are named, but for those that only watch and permit', async () => {
    const others = [
      '  Jobs: { Type: AWS::SQS::Queue }',
      '  More: { Type: AWS::SQS::Queue, Condition: Missing, DeletionPolicy: Retain }',
      '  Socket: { Type: AWS::Serverless::WebSocketApi, Properties: { Anything: !Cidr x } }',
      '  Method: { Type: AWS::ApiGateway::Method }',
      '  Own: { Type: Custom::Own }',
      '  Role: { Type: AWS::IAM::Role }',
      '  Logs: { Type: AWS::Logs::LogGroup }',
      '  Alarm: { Type: AWS::CloudWatch::Alarm }',
      '  May: { Type: AWS::Lambda::Permission }',
    ];
    expect((await load(template(...others)))?.notes).toEqual([
      named('Jobs', 2, 'AWS::SQS::Queue does not run here'),
      named('More', 3, 'AWS::SQS::Queue does not run here'),
      named('Socket', 4, 'AWS::Serverless::WebSocketApi does not run here'),
      named('Method', 5, 'AWS::ApiGateway::Method does not run here'),
      named('Own', 6, 'Custom::Own does not run here'),
    ]);
  });

  test.each([
    [
      '  A: { Type: AWS::Serverless::Functon }',
      'Resources.A.Type: SAM has no resource AWS::Serverless::Functon',
    ],
    ['  A: { Type: AWS::Serverless::api }', 'SAM has no resource AWS::Serverless::api'],
    ['  A: { Properties: {} }', 'Resources.A: is no resource: it has no Type'],
    ['  Fn::ForEach::Routes: [Name, [a, b], {}]', 'Resources.Fn::ForEach::Routes: is no resource'],
    ['  Fn::Transform: { Name: AWS::Include }', 'Resources.Fn::Transform: is no resource'],
  ])('that nobody knows stop the start: %s', async (resource, problem) => {
    await expect(load(template(resource))).rejects.toThrow(problem);
  });
});

test.each(['AWS::Serverless-2016-10-31', '[AWS::LanguageExtensions, AWS::Serverless-2016-10-31]'])(
  'a transform that is SAM’s runs here: %s',
  async (transform) => {
    await expect(load(`Transform: ${transform}\n${template(api())}`)).resolves.toBeDefined();
  },
);

test.each(['MyMacro', '[AWS::Serverless-2016-10-31, MyMacro]', '{ Name: AWS::Include }'])(
  'a transform that may make anything of a template stops the start: %s',
  async (transform) => {
    await expect(load(`Transform: ${transform}\n${template(api())}`)).rejects.toThrow(
      'Transform: what another',
    );
  },
);

describe('IgnoreGlobals', () => {
  const globals = 'Globals: { Function: { Timeout: 7, MemorySize: 512 } }\n';

  test.each([
    ['"*"', 3000, 128],
    ['[Timeout]', 3000, 512],
    ['[]', 7000, 512],
  ])('takes Globals away: %s', async (ignored, timeoutMs, memoryMb) => {
    const text = globals + template(fn('').replace('Metadata', `IgnoreGlobals: ${ignored}, Metadata`));
    expect((await load(text))?.functions[0]).toMatchObject({ timeoutMs, memoryMb });
  });

  test('of another form stops the start', async () => {
    const text = globals + template(fn('').replace('Metadata', 'IgnoreGlobals: Timeout, Metadata'));
    await expect(load(text)).rejects.toThrow('Resources.Fn.IgnoreGlobals: must be a list');
  });
});
