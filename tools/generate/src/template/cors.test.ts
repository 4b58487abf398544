import { resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseTemplate, resolveStack, translate } from '@gatehouse/templates';

const file = resolve(import.meta.dirname, '../../../../apps/users/template.yaml');
const written: unknown = parseTemplate(readFileSync(file, 'utf8'));
const translated: unknown = translate(file);

interface Api {
  readonly Properties: {
    readonly Cors: object;
    readonly GatewayResponses: Readonly<
      Record<string, { readonly ResponseParameters: { readonly Headers: object } }>
    >;
    readonly Body: {
      readonly paths: Readonly<
        Record<string, { readonly options: { readonly 'x-amazon-apigateway-integration': Integration } }>
      >;
    };
  };
}

interface Integration {
  readonly responses: { readonly default: { readonly responseParameters: object } };
}

const apiOf = (template: unknown, CorsOrigins: string): Api['Properties'] =>
  (resolveStack(template, { CorsOrigins })['UsersApi'] as Api).Properties;

/** What SAM makes of it, in place of the headers' names. */
const preflightOf = (CorsOrigins: string): readonly object[] =>
  Object.values(apiOf(translated, CorsOrigins).Body.paths).map(
    ({ options }) => options['x-amazon-apigateway-integration'].responses.default.responseParameters,
  );

const ALL = {
  AllowMethods: expect.stringMatching(/^'DELETE,GET,OPTIONS,/) as unknown,
  AllowHeaders: "'authorization,content-type'",
  MaxAge: "'600'",
};

describe.each([
  ['no origin', '', undefined],
  ['one origin', 'https://a.example', "'https://a.example'"],
  ['several origins', 'https://a.example,https://b.example', "'*'"],
])('with %s', (_what, origins, named) => {
  test('a preflight names it, or anyone where there are several, or has no header of CORS', () => {
    const { Cors } = apiOf(written, origins);
    expect(Cors).toEqual(named === undefined ? {} : { AllowOrigin: named, ...ALL });
  });

  test('so does each error that API Gateway answers itself', () => {
    for (const { ResponseParameters } of Object.values(apiOf(written, origins).GatewayResponses)) {
      const cors = Object.entries(ResponseParameters.Headers).filter(([name]) =>
        name.startsWith('access-control-'),
      );
      expect(Object.fromEntries(cors)).toEqual(
        named === undefined
          ? {}
          : {
              'access-control-allow-origin': named,
              'access-control-expose-headers': "'location, retry-after, www-authenticate, x-request-id'",
            },
      );
    }
  });

  if (translated !== null)
    test('SAM answers the preflight of every path so', () => {
      const headers = preflightOf(origins).map((parameters) => Object.entries(parameters));
      expect(headers.length).toBeGreaterThan(0);
      // The four of the template: none of them allows credentials.
      for (const one of headers) expect(one).toHaveLength(named === undefined ? 0 : 4);
      const origin = ['method.response.header.Access-Control-Allow-Origin', named];
      if (named !== undefined) for (const one of headers) expect(one).toContainEqual(origin);
    });
});

const authFile = resolve(import.meta.dirname, '../../../../apps/auth/template.yaml');
const authTranslated: unknown = translate(authFile);

if (authTranslated !== null)
  test('SAM leaves the preflights of the routes of refresh tokens to their functions', () => {
    const { paths } = (resolveStack(authTranslated, {})['AuthApi'] as Api).Properties.Body;
    const isOfFunction = (path: string): boolean =>
      JSON.stringify(paths[path]?.options['x-amazon-apigateway-integration']).includes('aws_proxy');
    expect(Object.keys(paths).filter(isOfFunction).sort()).toEqual([
      '/auth/login',
      '/auth/login/second-factor',
      '/auth/logout',
      '/auth/passkey',
      '/auth/refresh',
    ]);
  });
