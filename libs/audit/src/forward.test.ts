import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { createForwarder, type SubscriptionEvent } from './forward.ts';

const delivery = (messages: readonly string[], messageType = 'DATA_MESSAGE'): SubscriptionEvent => {
  const logEvents = messages.map((message, index) => ({ id: `${index}`, timestamp: 0, message }));
  const text = JSON.stringify({ messageType, logGroup: 'Logs', logStream: 's', logEvents });
  return { awslogs: { data: gzipSync(text).toString('base64') } };
};

const forward = async (event: SubscriptionEvent): Promise<readonly string[]> => {
  const written: string[] = [];
  await createForwarder((line) => void written.push(line))(event);
  return written;
};

test('each line is printed as it was logged, once, with one line feed', async () => {
  const lines = ['{"audit":true,"event":"login_succeeded"}\n', '{"audit":true,"event":"login_failed"}'];
  expect(await forward(delivery(lines))).toEqual([
    '{"audit":true,"event":"login_succeeded"}\n',
    '{"audit":true,"event":"login_failed"}\n',
  ]);
});

test('the trial of a subscription is no line', async () => {
  expect(await forward(delivery(['CWL CONTROL MESSAGE'], 'CONTROL_MESSAGE'))).toEqual([]);
});

test('what is no delivery of CloudWatch is thrown, so that it is tried again and an alarm tells of it', async () => {
  await expect(forward({ awslogs: { data: 'bm8gZ3ppcA==' } })).rejects.toThrow();
  await expect(forward({} as SubscriptionEvent)).rejects.toThrow();
});
