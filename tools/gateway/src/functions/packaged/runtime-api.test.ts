import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { InvocationError } from '../function-host.ts';
import { RuntimeApi } from './runtime-api.ts';

const INVOCATION = {
  requestId: 'r-1',
  functionArn: 'arn:f',
  deadlineMs: 1_700_000_000_000,
  event: '{"a":"ü"}',
};

describe('the Runtime API', () => {
  let api: RuntimeApi;
  beforeEach(async () => {
    api = await RuntimeApi.open();
  });
  afterEach(() => api.close(new Error('the test is over')));

  const request = (path: string, init?: RequestInit) =>
    fetch(`http://${api.address}/2018-06-01/runtime/${path}`, init);
  const next = () => request('invocation/next');
  const post = async (path: string, body: string) => (await request(path, { method: 'POST', body })).status;

  test('gives an invocation to the runtime that asks for it, and takes its result', async () => {
    const asking = next();
    await api.asked();
    const result = api.invoke(INVOCATION);
    const given = await asking;
    expect(given.status).toBe(200);
    expect(Object.fromEntries(given.headers)).toMatchObject({
      'lambda-runtime-aws-request-id': 'r-1',
      'lambda-runtime-deadline-ms': '1700000000000',
      'lambda-runtime-invoked-function-arn': 'arn:f',
    });
    expect(await given.json()).toEqual({ a: 'ü' });
    expect(await post('invocation/r-1/response', '"done"')).toBe(202);
    expect(await result).toBe('"done"');
  });

  test('keeps an invocation until it is asked for', async () => {
    const result = api.invoke(INVOCATION);
    await (await next()).text();
    await post('invocation/r-1/response', '1');
    expect(await result).toBe('1');
  });

  test('takes an error for the function’s own', async () => {
    const failed = expect(api.invoke(INVOCATION)).rejects.toMatchObject({
      kind: 'thrown',
      message: 'Unauthorized',
    });
    await (await next()).text();
    const report = '{"errorType":"Error","errorMessage":"Unauthorized"}';
    expect(await post('invocation/r-1/error', report)).toBe(202);
    await failed;
  });

  test('takes one answer for the invocation that runs, and none for another', async () => {
    const result = api.invoke(INVOCATION);
    await (await next()).text();
    expect(await post('invocation/r-2/response', '2')).toBe(400);
    expect(await post('invocation/%/error', '2')).toBe(400);
    expect(await post('invocation/r-1/response', '1')).toBe(202);
    expect(await post('invocation/r-1/response', '3')).toBe(400);
    expect(await result).toBe('1');
  });

  test('tells whoever waits that the runtime cannot start', async () => {
    const report = {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: 'no such module',
      trace: ['a', 'b'],
    };
    const failed = expect(api.asked()).rejects.toMatchObject({ name: 'InitError', report });
    expect(await post('init/error', JSON.stringify(report))).toBe(202);
    await failed;
  });

  test('has nothing else', async () => {
    expect(await post('restore/error', '')).toBe(404);
    expect((await request('invocation/next', { method: 'PUT' })).status).toBe(404);
  });

  test('tells whoever waits why it was closed, then and later', async () => {
    const gone = new InvocationError('lost', 'exit status 3');
    const failed = expect(api.invoke(INVOCATION)).rejects.toBe(gone);
    await (await next()).text();
    api.close(gone);
    await failed;
    await expect(api.asked()).rejects.toBe(gone);
    await expect(api.invoke(INVOCATION)).rejects.toBe(gone);
    await expect(next()).rejects.toThrow();
  });

  test('that is closed while the runtime asks gives it no more', async () => {
    const asking = next().catch(() => 'cut off');
    await api.asked();
    const gone = new InvocationError('lost', 'exit status 0');
    api.close(gone);
    expect(await asking).toBe('cut off');
    await expect(api.invoke(INVOCATION)).rejects.toBe(gone);
  });
});
