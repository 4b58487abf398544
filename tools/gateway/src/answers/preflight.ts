// The answer of the mock method that SAM's Cors property adds.
import type { PreflightIntegration } from '../template/model.ts';
import type { Answer } from './answer.ts';

export const preflightAnswer = ({ headers }: PreflightIntegration): Answer => ({
  status: 200,
  headers: [['content-type', 'application/json'], ...headers],
  body: Buffer.from('{}\n'),
});
