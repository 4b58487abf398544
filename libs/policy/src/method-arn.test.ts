import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { thrownBy } from './testing/thrown.ts';
import { HttpVerb } from './http-verb.ts';
import { formatMethodArn, parseMethodArn } from './method-arn.ts';

/** Every code point but surrogates; fast-check's own unit for that takes a second to set up. */
const character = fc.nat(0x10f7ff).map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));

const api = {
  partition: 'aws',
  region: 'us-east-1',
  accountId: '123456789012',
  apiId: 'abcdef123',
  stage: 'prod',
};

describe('parseMethodArn', () => {
  test('reads the parts of a method', () => {
    expect(parseMethodArn('arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/GET/pets/a1b2')).toEqual(
      {
        ...api,
        verb: 'GET',
        path: '/pets/a1b2',
      },
    );
  });

  test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-eusc'])(
    'reads an ARN of the partition %s',
    (partition) => {
      const arn = `arn:${partition}:execute-api:us-east-1:123456789012:abcdef123/prod/GET/`;
      expect(parseMethodArn(arn)).toEqual({ ...api, partition, verb: 'GET', path: '/' });
    },
  );

  test.each(['GET', 'POST', 'PUT', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'])('reads the verb %s', (verb) => {
    const arn = `arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/${verb}/x`;
    expect(parseMethodArn(arn)).toEqual({ ...api, verb, path: '/x' });
  });

  test('reads the root with and without its slash', () => {
    const root = 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/GET';
    expect(parseMethodArn(`${root}/`)).toMatchObject({ verb: 'GET', path: '/' });
    expect(parseMethodArn(root)).toMatchObject({ verb: 'GET', path: '/' });
  });

  test('keeps a path as it was sent, with colons, slashes and line breaks', () => {
    const path = '/HOUR/2021-08-01T00:00:00Z//a%20b/\n/*';
    const arn = `arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/GET${path}`;
    expect(parseMethodArn(arn)).toEqual({ ...api, verb: 'GET', path });
  });

  test.each(['$connect', '$default', 'sendmessage'])(
    'reads the route %s as a route without a verb',
    (routeKey) => {
      const arn = `arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/${routeKey}`;
      expect(parseMethodArn(arn)).toEqual({ ...api, routeKey });
    },
  );

  test('reads the stage $default of an HTTP API', () => {
    const arn = 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/$default/GET/request';
    expect(parseMethodArn(arn)).toEqual({ ...api, stage: '$default', verb: 'GET', path: '/request' });
  });

  test.each([
    ['an empty text', ''],
    ['no ARN', 'GET/pets'],
    ['text before the ARN', ' arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/GET/'],
    ['another service', 'arn:aws:lambda:us-east-1:123456789012:abcdef123/prod/GET/'],
    ['a partition that is none', 'arn:amazon:execute-api:us-east-1:123456789012:abcdef123/prod/GET/'],
    ['a partition with a dash at its end', 'arn:aws-:execute-api:us-east-1:123456789012:abcdef123/prod/GET/'],
    ['no region', 'arn:aws:execute-api::123456789012:abcdef123/prod/GET/'],
    ['a region in upper case', 'arn:aws:execute-api:US-EAST-1:123456789012:abcdef123/prod/GET/'],
    ['an account of eleven digits', 'arn:aws:execute-api:us-east-1:12345678901:abcdef123/prod/GET/'],
    ['an account of letters', 'arn:aws:execute-api:us-east-1:account-id:abcdef123/prod/GET/'],
    ['an API with a dot', 'arn:aws:execute-api:us-east-1:123456789012:abc.def/prod/GET/'],
    ['a stage with a dollar', 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/$prod/GET/'],
    ['no stage', 'arn:aws:execute-api:us-east-1:123456789012:abcdef123'],
    ['no method', 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod'],
    ['an empty method', 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/'],
    ['a verb in lower case', 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/get/pets'],
    ['an unknown verb', 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/TRACE/pets'],
    ['every verb', 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/*/pets'],
    ['every method', 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/*'],
    ['every region', 'arn:aws:execute-api:*:123456789012:abcdef123/prod/GET/'],
    ['every account', 'arn:aws:execute-api:us-east-1:*:abcdef123/prod/GET/'],
    ['every API', 'arn:aws:execute-api:us-east-1:123456789012:*/prod/GET/'],
    ['every stage', 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/*/GET/'],
  ])('refuses %s', (_, arn) => {
    expect(thrownBy(() => parseMethodArn(arn)).code).toBe('invalid_method_arn');
  });

  test('says what is wrong, without the ARN itself', () => {
    const read = (arn: string) => () => parseMethodArn(arn);
    expect(read('secret')).toThrow(
      'The method ARN cannot be read: it is not arn:PARTITION:execute-api:REGION:ACCOUNT:API/STAGE/….',
    );
    expect(read('arn:aws:execute-api:us-east-1:1:a/prod/GET/')).toThrow(
      'The method ARN cannot be read: its accountId is malformed.',
    );
    expect(read('arn:aws:execute-api:us-east-1:123456789012:a/prod/get/')).toThrow(
      'The method ARN cannot be read: its method is not one of the verbs of API Gateway.',
    );
    expect(read('arn:aws:execute-api:us-east-1:123456789012:a/prod/*')).toThrow(
      'The method ARN cannot be read: it names no single method.',
    );
  });
});

describe('formatMethodArn', () => {
  test('writes a method and a route', () => {
    expect(formatMethodArn({ ...api, verb: HttpVerb.GET, path: '/pets' })).toBe(
      'arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/GET/pets',
    );
    expect(formatMethodArn({ ...api, partition: 'aws-cn', routeKey: '$connect' })).toBe(
      'arn:aws-cn:execute-api:us-east-1:123456789012:abcdef123/prod/$connect',
    );
  });

  test('is undone by parseMethodArn, whatever the path', () => {
    const verb = fc.constantFrom(...Object.values(HttpVerb).filter((each) => each !== HttpVerb.ALL));
    fc.assert(
      fc.property(verb, fc.string({ unit: character }), (anyVerb, text) => {
        const method = { ...api, verb: anyVerb, path: `/${text}` };
        expect(parseMethodArn(formatMethodArn(method))).toEqual(method);
      }),
    );
  });
});
