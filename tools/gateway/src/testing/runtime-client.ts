// The least that a runtime client does, so that the tests of packages need no native code: load, ask, run, answer.
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const env = process.env as Readonly<Record<string, string>>;

const call = (method: string, path: string, body?: unknown) =>
  new Promise<{ headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const url = `http://${env['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/${path}`;
    request(url, { method }, (answer) => {
      text(answer).then((received) => resolve({ headers: answer.headers, body: received }), reject);
    })
      .on('error', reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });

const toReport = (error: unknown) => {
  const { name, message, stack = '' } = error as Error;
  return { errorType: name, errorMessage: message, trace: stack.split('\n') };
};

const load = async (): Promise<(event: unknown, context: object) => unknown> => {
  const [module = '', name = ''] = env['_HANDLER']?.split('.') ?? [];
  const file = join(env['LAMBDA_TASK_ROOT'] ?? '', `${module}.mjs`);
  const exports = (await import(pathToFileURL(file).href)) as Record<string, never>;
  return exports[name]!;
};

const handler = await load().catch(async (error: unknown) => {
  await call('POST', 'init/error', toReport(error));
  process.exit(1);
});

for (;;) {
  const { headers, body } = await call('GET', 'invocation/next');
  const awsRequestId = String(headers['lambda-runtime-aws-request-id']);
  const invocation = `invocation/${awsRequestId}`;
  try {
    const result = await handler(JSON.parse(body), { awsRequestId });
    await call('POST', `${invocation}/response`, result ?? null);
  } catch (error) {
    await call('POST', `${invocation}/error`, toReport(error));
  }
}
