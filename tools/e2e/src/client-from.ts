// A client that calls from an address of its own: on Linux all of 127.0.0.0/8 is this machine.
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Client } from './client.ts';
import { holdAnswer } from './document/hold-answer.ts';

/** A client of the API at `base`, of which the gateway sees the address `localAddress`. */
export const clientFrom =
  (base: string, localAddress: string): Client =>
  async (method, path, { token, body, headers } = {}) => {
    const sent = request(`${base}${path}`, {
      ...{ method, localAddress, agent: false },
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const received = await text(response);
    const answer = {
      status: response.statusCode ?? 0,
      headers: new Headers(response.headers as Record<string, string>),
      body: received === '' ? undefined : (JSON.parse(received) as unknown),
    };
    holdAnswer(method, path, answer);
    return answer;
  };
