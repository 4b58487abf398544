import { describe, expect, test } from '@jest/globals';
import { EXPOSED_HEADERS } from '@gatehouse/http/exposed-headers';
import { PROBLEMS, toProblemDocument } from '@gatehouse/http/problems';
import { Named, type Members } from './cloudformation.ts';
import { CODES, gatewayResponses } from './gateway-responses.ts';

interface Answer {
  readonly StatusCode: number;
  readonly ResponseTemplates: Readonly<Record<string, string>>;
  readonly ResponseParameters: { readonly Headers: Members | Named };
}

const answers = gatewayResponses() as Readonly<Record<string, Named>>;

describe.each(Object.entries(CODES))('%s', (type, code) => {
  const { StatusCode, ResponseTemplates, ResponseParameters } = answers[type]!.value as unknown as Answer;
  const { Headers } = ResponseParameters;
  const headers = (Headers instanceof Named ? Headers.value : Headers) as Members;

  test(`is the problem ${code}, without a blank between its members`, () => {
    const document = toProblemDocument(code, '$context.requestId');
    expect(StatusCode).toBe(PROBLEMS[code].status);
    expect(ResponseTemplates).toEqual({ 'application/json': JSON.stringify(document) });
  });

  test('lets the pages of the origins read its headers, and says nothing to pages where there are none', () => {
    expect(headers).toMatchObject({
      'access-control-allow-origin': { 'Fn::If': ['AnyOrigin', expect.anything(), { Ref: 'AWS::NoValue' }] },
      'access-control-expose-headers': {
        'Fn::If': ['AnyOrigin', `'${EXPOSED_HEADERS.join(', ')}'`, { Ref: 'AWS::NoValue' }],
      },
    });
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  test('says how to log in, and when to come back', () => {
    expect(headers['www-authenticate']).toBe(StatusCode === 401 ? "'Bearer'" : undefined);
    expect(headers['retry-after']).toBe(StatusCode === 429 ? "'1'" : undefined);
  });
});

test('every answer allows credentials where pages use the cookie and there is an origin', () => {
  const withCookies = gatewayResponses({ allowsCredentials: true }) as Readonly<Record<string, Named>>;
  for (const answer of Object.values(withCookies)) {
    const { Headers } = (answer.value as unknown as Answer).ResponseParameters;
    const headers = (Headers instanceof Named ? Headers.value : Headers) as Members;
    expect(headers['access-control-allow-credentials']).toMatchObject({
      'Fn::If': [
        'AnyOrigin',
        { 'Fn::If': ['UsesCookies', "'true'", { Ref: 'AWS::NoValue' }] },
        expect.anything(),
      ],
    });
  }
});
