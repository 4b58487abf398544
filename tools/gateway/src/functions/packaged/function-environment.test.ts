import { expect, test } from '@jest/globals';
import type { FunctionModel } from '../../template/model.ts';
import { functionEnvironment } from './function-environment.ts';

test('a function has its template’s variables and Lambda’s own over them, and nothing of this machine’s', () => {
  const definition = {
    name: 'gatehouse-auth-Login',
    memoryMb: 256,
    handler: 'login.handler',
    environment: { LOG_LEVEL: 'INFO', TZ: 'Europe/Berlin', _HANDLER: 'other.handler' },
  } as unknown as FunctionModel;
  const sandbox = { taskRoot: '/tmp/auth', runtimeApi: '127.0.0.1:9001', instanceId: 'one' };
  const own = { PATH: '/bin', HOME: '/root', NODE_PATH: '/lib', NODE_OPTIONS: '--inspect', SECRET: 'x' };
  expect(functionEnvironment(definition, sandbox, own)).toEqual({
    PATH: '/bin',
    LANG: 'en_US.UTF-8',
    TZ: 'Europe/Berlin',
    LOG_LEVEL: 'INFO',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_SAM_LOCAL: 'true',
    _HANDLER: 'login.handler',
    LAMBDA_TASK_ROOT: '/tmp/auth',
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_FUNCTION_NAME: 'gatehouse-auth-Login',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/gatehouse-auth-Login',
    AWS_LAMBDA_LOG_STREAM_NAME: 'local/[$LATEST]one',
  });
});
