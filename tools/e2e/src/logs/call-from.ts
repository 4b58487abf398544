// A call from another address of this machine, as a call from another network is to the gateway.
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

/** Posts JSON from `address`, one of 127.0.0.0/8, and gives the status and what came back. */
export const postFrom = async (
  address: string,
  url: string,
  body: object,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const outgoing = request(url, {
    method: 'POST',
    localAddress: address,
    headers: { 'content-type': 'application/json' },
  });
  outgoing.end(JSON.stringify(body));
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: await json(answer) };
};
