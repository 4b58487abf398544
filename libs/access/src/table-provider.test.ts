import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readEnvironment, accessVariables } from '@gatehouse/config';
import { accessTable } from './own-table.generated.ts';
import { createTableProvider } from './table-provider.ts';

let parameters: Record<string, string>;
let isReadable: boolean;
let server: Server;
let env: Record<string, string>;

/** A stand-in for SSM that gives one parameter a page. */
const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { Path, NextToken = '0' } = (await json(request)) as { Path: string; NextToken?: string };
  const below = Object.entries(parameters).filter(([name]) => name.startsWith(`${Path}/`));
  const at = Number(NextToken);
  const page = below.slice(at, at + 1).map(([Name, Value]) => ({ Name, Value }));
  const more = at + 1 < below.length && { NextToken: String(at + 1) };
  response.writeHead(isReadable ? 200 : 400);
  response.end(
    JSON.stringify(isReadable ? { Parameters: page, ...more } : { __type: 'AccessDeniedException' }),
  );
};

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  env = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
});
afterAll(() => new Promise((closed) => server.close(closed)));

let nowMs: number;
let failures: string[];
beforeEach(() => {
  isReadable = true;
  nowMs = 0;
  failures = [];
});

const rowOf = (file: string) => ({ verb: 'GET', path: `/${file}`, roles: ['clerk'] });
const tableOf = (file: string): string => JSON.stringify({ [file]: [rowOf(file)] });

const providerOf = async (ACCESS_TABLE: string) => {
  const { ACCESS_TABLE: reference } = readEnvironment({ ACCESS_TABLE }, accessVariables);
  const onFailure = ({ message }: Error): void => void failures.push(message);
  return createTableProvider({ reference: reference!, env, onFailure, now: () => nowMs });
};

test('a table in place stands beside Gatehouse’s own', async () => {
  const table = await (await providerOf(tableOf('orders'))).current();
  expect(table).toEqual({ ...accessTable, orders: [rowOf('orders')] });
});

describe('tables by path', () => {
  beforeEach(() => {
    parameters = { '/tables/a': tableOf('orders'), '/tables/b': tableOf('invoices'), '/other/c': '{' };
  });

  test('stand beside Gatehouse’s own, whichever page they come with', async () => {
    const table = await (await providerOf('ssm:/tables/')).current();
    expect(table).toEqual({ ...accessTable, orders: [rowOf('orders')], invoices: [rowOf('invoices')] });
  });

  test('are read again after five minutes, each for itself', async () => {
    const provider = await providerOf('ssm:/tables/');
    await provider.current();
    parameters = { '/tables/a': '{', '/tables/b': tableOf('bills') };
    nowMs = 300_000;
    const table = await provider.current();
    expect(table).toEqual({ ...accessTable, orders: [rowOf('orders')], bills: [rowOf('bills')] });
    expect(failures).toEqual(['ACCESS_TABLE (ssm:/tables/a): the table must be JSON']);
  });

  test('that cannot be read are the last good ones for an hour, and none at a start', async () => {
    const provider = await providerOf('ssm:/tables/');
    await provider.current();
    isReadable = false;
    nowMs = 300_000;
    expect(await provider.current()).toHaveProperty('orders');
    expect(failures).toEqual(['ACCESS_TABLE (ssm:/tables/): AWS refuses (AccessDeniedException)']);
    const cold = await providerOf('ssm:/tables/');
    await expect(cold.current()).rejects.toThrow('ACCESS_TABLE (ssm:/tables/): AWS refuses');
  });
});
