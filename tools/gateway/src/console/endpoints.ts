// What the console asks the gateway: calls, mails, keys. For its own page alone, which has the token of this start.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Answer } from '../answers/answer.ts';
import { jsonAnswer, problemAnswer, refusedAnswer } from '../pages/page-answers.ts';
import { onlyHeader, type PageRequest } from '../pages/page-request.ts';
import { messageOf } from '../start-error.ts';
import { isMap } from '../template/values.ts';
import type { CallFeed } from './call-feed.ts';
import { createKeyActs, type KeyAct } from './key-acts.ts';
import { presentCall } from './present-call.ts';
import { readOutbox } from './read-outbox.ts';

export interface ConsoleOptions {
  readonly feed: CallFeed;
  /** The folder of mails; null where they are sent elsewhere. */
  readonly outbox: string | null;
  /** Where the gateway's own key files are; null where keys are given. */
  readonly keysHome: string | null;
  /**
   * How long a new key is published before it signs. Here the gateway's own apps alone verify, and they read the key files
   * again within a second; verifiers of a deployment keep a JWKS for its max-age. Default: 2.
   */
  readonly keyMaxAgeSeconds?: number;
}

export interface ConsoleEndpoints {
  /** What the page shows its requests with. */
  readonly token: string;
  /** Null where there is no endpoint of that name. */
  answer(name: string, request: PageRequest): Promise<Answer | null>;
}

type Endpoint = (body: Readonly<Record<string, unknown>>) => Promise<unknown>;

export const createEndpoints = (options: ConsoleOptions): ConsoleEndpoints => {
  const token = randomBytes(32).toString('base64url');
  const endpoints = endpointsOf(options);
  return {
    token,
    async answer(name, request) {
      const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
      if (endpoint === undefined) return null;
      if (request.method !== 'POST' || !isOfPage(request, token))
        return refusedAnswer(request, 'This is for the console alone: reload it.');
      return answerOf(endpoint, request);
    },
  };
};

/** What goes wrong is told to the page: a key file that somebody has edited is theirs to mend. */
const answerOf = async (endpoint: Endpoint, request: PageRequest): Promise<Answer> => {
  try {
    return { ...jsonAnswer(await endpoint(bodyOf(request))), isQuiet: true };
  } catch (error) {
    const detail = messageOf(error);
    return problemAnswer({ title: 'Internal error', status: 500, code: 'internal_error', detail });
  }
};

const endpointsOf = ({
  feed,
  outbox,
  keysHome,
  keyMaxAgeSeconds = 2,
}: ConsoleOptions): Record<string, Endpoint> => {
  const keyActs = keysHome === null ? null : createKeyActs(keysHome, keyMaxAgeSeconds);
  return {
    calls: async ({ after }) => {
      const calls = await feed.after(typeof after === 'number' ? after : 0);
      return { calls: calls?.map(presentCall) ?? null };
    },
    outbox: async () => ({ mails: outbox === null ? null : await readOutbox(outbox) }),
    keys: async ({ act }) => ({ keys: keyActs === null ? null : await keyActs(keyActOf(act)) }),
  };
};

/** Browsers name the origin of every POST, and no page of another origin may set this header without asking first. */
const isOfPage = (request: PageRequest, token: string): boolean =>
  onlyHeader(request, 'origin') === `http://${onlyHeader(request, 'host')}` &&
  isSame(onlyHeader(request, 'gatehouse-console') ?? '', token);

const isSame = (given: string, token: string): boolean =>
  given.length === token.length &&
  timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(token, 'latin1'));

const bodyOf = ({ body }: PageRequest): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(body.toString());
    return isMap(value) ? value : {};
  } catch {
    return {};
  }
};

const KEY_ACTS: readonly KeyAct[] = ['rotate', 'promote', 'retire'];

const keyActOf = (act: unknown): KeyAct => KEY_ACTS.find((one) => one === act) ?? 'list';
