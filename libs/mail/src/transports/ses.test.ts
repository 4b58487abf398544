import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ses } from './ses.ts';

let server: Server;
let calls: { readonly head: IncomingMessage; readonly body: unknown }[];
let answer: { readonly status: number; readonly type?: string };

const message = { from: 'a@example.com', to: 'ada@example.com', raw: Buffer.from('Subject: x\r\n\r\ny') };
const transport = () =>
  ses(
    { by: 'ses', region: 'eu-central-1' },
    {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'key',
      AWS_ENDPOINT_URL_SESV2: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
  );

beforeEach(async () => {
  [calls, answer] = [[], { status: 200 }];
  server = createServer((head, reply) => {
    void text(head).then((body) => {
      calls.push({ head, body: JSON.parse(body) });
      reply.writeHead(answer.status, answer.type === undefined ? {} : { 'x-amzn-errortype': answer.type });
      reply.end(JSON.stringify({ MessageId: 'm', message: 'about ada@example.com' }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => void server.close());

test('sends the raw mail, signed for the region of the URL', async () => {
  await transport().send(message);
  expect(calls).toHaveLength(1);
  expect(calls[0]?.head).toMatchObject({ method: 'POST', url: '/v2/email/outbound-emails' });
  expect(calls[0]?.head.headers.authorization).toMatch(
    /Credential=id\/\d{8}\/eu-central-1\/ses\/aws4_request/,
  );
  expect(calls[0]?.body).toEqual({
    FromEmailAddress: 'a@example.com',
    Destination: { ToAddresses: ['ada@example.com'] },
    Content: { Raw: { Data: message.raw.toString('base64') } },
  });
});

test.each([
  [400, 'MessageRejected', 'SES: AWS refuses (MessageRejected)'],
  [429, 'TooManyRequestsException:http://x', 'SES: AWS throttles (TooManyRequestsException)'],
  [500, undefined, 'SES: AWS fails (status 500)'],
])(
  'an answer of %s %s is told without the address, and is not asked again at once',
  async (status, type, told) => {
    answer = type === undefined ? { status } : { status, type };
    await expect(transport().send(message)).rejects.toMatchObject({ name: 'MailNotSent', message: told });
    expect(calls).toHaveLength(1);
  },
);

test('without credentials it says which variable is missing', async () => {
  await expect(ses({ by: 'ses', region: 'eu-central-1' }, {}).send(message)).rejects.toThrow(
    'SES: AWS_ACCESS_KEY_ID is not set',
  );
});
