// docs/guard/terraform.md as a parser of Terraform's language reads it. The provider's own schema is asked by nobody here.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { BEARER } from './attached.ts';
import { hasIac, iacModules, snippetOf } from './page.ts';

type Blocks = Readonly<Record<string, Readonly<Record<string, readonly Readonly<Record<string, any>>[]>>>>;

interface Configuration {
  readonly resource: Blocks;
  readonly data: Blocks;
  readonly locals: readonly Readonly<Record<string, string>>[];
}

const readPage = async (): Promise<Configuration> => {
  const { parse } = createRequire(join(iacModules, 'x.js'))('@cdktn/hcl2json');
  return (await parse('guard.tf', snippetOf('terraform.md', 'hcl'))) as Configuration;
};

const declare = (): void => {
  test('both APIs ask the authorizer, by the right header and with the right cache', async () => {
    const { resource, data, locals } = await readPage();
    expect(data['aws_cloudformation_export']?.['authorizer']?.[0]).toEqual({
      name: 'gatehouse-authorizer-AuthorizerFunctionArn',
    });
    expect(locals[0]?.['authorizer_uri']).toMatch(
      /:lambda:path\/2015-03-31\/functions\/\$\{local\.authorizer_arn\}\/invocations$/,
    );
    const uri = { authorizer_uri: '${local.authorizer_uri}', authorizer_result_ttl_in_seconds: 60 };
    expect(resource['aws_api_gateway_authorizer']?.['gatehouse']?.[0]).toMatchObject({
      ...{ ...uri, type: 'TOKEN', identity_source: 'method.request.header.Authorization' },
      identity_validation_expression: BEARER,
    });
    expect(resource['aws_apigatewayv2_authorizer']?.['gatehouse']?.[0]).toMatchObject({
      ...{ ...uri, authorizer_type: 'REQUEST', authorizer_payload_format_version: '2.0' },
      ...{ enable_simple_responses: false, identity_sources: ['$request.header.Authorization'] },
    });
    for (const kind of ['aws_api_gateway_method', 'aws_apigatewayv2_route'])
      expect(JSON.stringify(resource[kind])).toMatch(/"authorization(_type)?":"CUSTOM","authorizer_id":/);
  });

  test('each API may call the authorizer by its own authorizer alone, and everyone the URL', async () => {
    const { resource } = await readPage();
    const permissions = Object.values(resource['aws_lambda_permission'] ?? {}).flat();
    const ofAuthorizer = permissions.filter(({ principal }) => principal === 'apigateway.amazonaws.com');
    expect(ofAuthorizer.map(({ function_name }) => function_name)).toEqual(
      Array(2).fill('${local.authorizer_arn}'),
    );
    for (const { source_arn } of ofAuthorizer)
      expect(source_arn).toMatch(/\.execution_arn\}\/authorizers\/\$\{aws_\w+_authorizer\.gatehouse\.id\}$/);
    expect(permissions.filter(({ principal }) => principal === '*')).toEqual([
      expect.objectContaining({ action: 'lambda:InvokeFunction', invoked_via_function_url: true }),
      expect.objectContaining({ action: 'lambda:InvokeFunctionUrl', function_url_auth_type: 'NONE' }),
    ]);
  });

  test('every reference leads to something of the page, but for the function that the reader has', async () => {
    const page = await readPage();
    const declared = [
      ...['resource', 'data'].flatMap((section) =>
        Object.entries(page[section as 'resource' | 'data']).flatMap(([type, named]) =>
          Object.keys(named).map((name) => `${section === 'data' ? 'data.' : ''}${type}.${name}`),
        ),
      ),
      ...Object.keys(page.locals[0] ?? {}).map((name) => `local.${name}`),
      'aws_lambda_function.orders',
    ];
    const references = JSON.stringify(page).match(/\b(data\.aws_\w+|aws_\w+|local)\.\w+/g) ?? [];
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((reference) => !declared.includes(reference))).toEqual([]);
  });
};

if (hasIac) describe('the page for Terraform', declare);
else leaveOut('docs/guard/terraform.md', 'npm ci --prefix tools/examples/iac has not run');
