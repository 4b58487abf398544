// An old system as the suite plays it: people who have accounts there, and everything that can go wrong with it.
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Person } from './client.ts';

/** What it does with a login that it has read; all but the first vouch for nobody. */
const MANNERS = {
  answers: (response, body) => response.setHeader('content-type', 'application/json').end(body),
  hangs: () => undefined,
  trickles: (response) => response.setHeader('content-type', 'application/json').write('{'),
  cuts: (response) => response.socket!.destroy(),
  fails: (response, body) => response.writeHead(500, { 'content-type': 'application/json' }).end(body),
  redirects: (response) => response.writeHead(307, { location: '/login' }).end(),
  babbles: (response) => response.setHeader('content-type', 'text/html').end('<p>welcome</p>'),
  floods: (response) =>
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ first_name: 'x'.repeat(1e6) })),
  misnames: (response) =>
    response
      .setHeader('content-type', 'application/json')
      .end('{"first_name":"\\u3164","last_name":"L","email_verified":true}'),
} satisfies Readonly<Record<string, (response: Response, body: string) => unknown>>;

type Response = Parameters<RequestListener>[1];
type Manner = keyof typeof MANNERS;

/** Every manner in which it fails. */
export const FAULTS = Object.keys(MANNERS).filter((manner) => manner !== 'answers') as readonly Manner[];

export interface RunningOldSystem extends AsyncDisposable {
  readonly url: string;
  /** All that it was asked, in order. */
  readonly asked: { readonly email: string; readonly password: string }[];
  /** Somebody has an account there from now on; a login with this email and password meets these manners. */
  know(person: Person, manner?: Manner, emailVerified?: boolean): void;
}

/** Starts it on a free port. */
export const startOldSystem = async (): Promise<RunningOldSystem> => {
  const people = new Map<string, () => readonly [manner: Manner, body: string]>();
  const asked: RunningOldSystem['asked'] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const credentials = body as (typeof asked)[number];
      asked.push(credentials);
      const known = people.get(keyOf(credentials));
      if (known === undefined) return response.writeHead(401).end();
      const [manner, answer] = known();
      return MANNERS[manner](response, answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/login`,
    asked,
    know({ first_name, last_name, ...credentials }, manner = 'answers', email_verified = true) {
      const body = JSON.stringify({ first_name, last_name, email_verified, customer_number: 7 });
      people.set(keyOf(credentials), () => [manner, body]);
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const keyOf = ({ email, password }: { readonly email: string; readonly password: string }): string =>
  JSON.stringify([email, password]);
