// One-time tokens in DynamoDB: one item by digest, which a write takes away, and before it an entry in the list of its account.
import { requireText } from '../text.ts';
import type { OneTimeToken, OneTimeTokenStore, TokenKind } from '../waiting-ports.ts';
import type { Running } from './connection.ts';
import { entryOf, keyOf, listOf, type Key } from './keys.ts';
import { quietly } from './quietly.ts';
import { ABSENT, type Table } from './requests.ts';
import { dateOf, timeOf, ttlOf } from './times.ts';
import { textIn, type Fields } from './values.ts';

export const createDynamoTokenStore = ({ run }: Running): OneTimeTokenStore => ({
  insert: (token) => run((table) => insert(table, token)),
  find: (digest) => run(async (table) => tokenOf(await table.get(keyOf('token', digest)))),
  countTry: (digest) =>
    run(async (table) => {
      const change = { expression: 'ADD #triesLeft :one', values: { one: -1 } };
      const open = { expression: '#triesLeft > :none', values: { none: 0 } };
      return tokenOf(await table.update(keyOf('token', digest), change, open));
    }),
  spend: (digest) => run((table) => spend(table, digest)),
  dropOf: async (accountId, kinds, binding) => {
    const wanted = binding === undefined ? null : requireText(binding);
    await run(async (table) => {
      const dropped = (await tokensOf(table, accountId)).filter(
        ({ kind, binding: bound }) => kinds.includes(kind) && bound === (wanted ?? bound),
      );
      await Promise.all(dropped.map(({ digest }) => spend(table, digest)));
    });
  },
});

const insert = async (table: Table, token: OneTimeToken): Promise<boolean> => {
  const ttl = ttlOf(token.expiresAt);
  const item = { ...keyOf('token', token.digest), ...membersOf(token), ttl };
  await table.put({ ...entryFor(token), ttl });
  return table.put(item, ABSENT);
};

const spend = async (table: Table, digest: string): Promise<OneTimeToken | null> => {
  const spent = tokenOf(await table.remove(keyOf('token', digest)));
  if (spent) await quietly(table.remove(entryFor(spent)));
  return spent;
};

const tokensOf = async (table: Table, accountId: string): Promise<readonly OneTimeToken[]> => {
  const entries = await table.list(listOf('tokens-of', accountId));
  const items = await table.getAll(entries.map((entry) => keyOf('token', textIn(entry, 'sk'))));
  return items.map(toToken);
};

const entryFor = ({ accountId, digest }: OneTimeToken): Key =>
  entryOf(listOf('tokens-of', accountId), digest);

const membersOf = (token: OneTimeToken): Fields => ({
  digest: token.digest,
  kind: token.kind,
  accountId: token.accountId,
  binding: requireText(token.binding),
  triesLeft: token.triesLeft,
  expiresAt: timeOf(token.expiresAt),
});

const toToken = (item: Fields): OneTimeToken => ({
  digest: textIn(item, 'digest'),
  kind: item['kind'] as TokenKind,
  accountId: textIn(item, 'accountId'),
  binding: textIn(item, 'binding'),
  triesLeft: Number(item['triesLeft']),
  expiresAt: dateOf(textIn(item, 'expiresAt')),
});

const tokenOf = (item: Fields | null): OneTimeToken | null => item && toToken(item);
