import { expect, test } from '@jest/globals';
import type { AppModel, FunctionModel } from '../template/model.ts';
import { sharedEnvironment } from './shared-environment.ts';

const app = (...environments: readonly Record<string, string>[]): AppModel => ({
  name: 'shop',
  folder: '',
  functions: environments.map((environment, index) => ({ id: `F${index}`, environment }) as FunctionModel),
  apis: [],
  httpApis: [],
  schedules: [],
  notes: [],
});

test('functions that share a process have each other’s variables', () => {
  expect(sharedEnvironment(app({ A: '1' }, { A: '1', B: '2' }, {}))).toEqual({ A: '1', B: '2' });
});

test('functions that share a process have to agree', () => {
  expect(() => sharedEnvironment(app({ A: '1' }, { A: '2' }))).toThrow(
    'shop: F1 and another function differ in A, and share a process',
  );
});
