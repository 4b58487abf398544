import { expect, test } from '@jest/globals';
import type { FunctionHost } from './functions/function-host.ts';
import { RunningApps } from './running-apps.ts';

const IDLE_HOST: FunctionHost = {
  invoke: () => Promise.resolve({}),
  prepare: () => Promise.resolve({ adopt: () => undefined, discard: () => undefined }),
  stop: () => Promise.resolve(),
};

test('what does not run here is named once, and again only where a reload brings something new', async () => {
  const written: string[] = [];
  let notes = ['template.yaml:3: Resources.Api.Properties.Models: does not run here'];
  const apps = new RunningApps({
    load: () => [
      { name: 'app', folder: '/app', functions: [], apis: [], httpApis: [], schedules: [], notes },
    ],
    createHost: () => IDLE_HOST,
    write: (line) => written.push(line),
  });
  await apps.update(() => true);
  await apps.update(() => true);
  notes = [...notes, 'template.yaml:9: Resources.Table: AWS::DynamoDB::Table does not run here'];
  await apps.update(() => true);
  expect(written).toEqual(notes);
});
