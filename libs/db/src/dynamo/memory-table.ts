// A table in memory with as much of DynamoDB as the writes to accounts ask for, so that all their schedules can be played.
import { nameOf, type Key } from './keys.ts';
import type { Expression, Table } from './requests.ts';
import type { Fields } from './values.ts';

export const memoryTable = (): Table => {
  const items = new Map<string, Fields & Key>();
  const holds = (key: Key, condition: Expression | undefined): boolean =>
    condition === undefined || judge(items.get(nameOf(key)), condition);
  return {
    get: async (key) => items.get(nameOf(key)) ?? null,
    getAll: async (keys) => keys.flatMap((key) => items.get(nameOf(key)) ?? []),
    list: async (pk) => [...items.values()].filter((item) => item.pk === pk),
    put: async (item, condition) => {
      if (!holds(item, condition)) return false;
      items.set(nameOf(item), structuredClone(item));
      return true;
    },
    remove: async (key, condition) => {
      const item = items.get(nameOf(key));
      if (item === undefined || !holds(key, condition)) return null;
      items.delete(nameOf(key));
      return item;
    },
    pause: async () => undefined,
    update: notThere,
    listBackwards: notThere,
    keysBy: notThere,
  };
};

const notThere = (): never => {
  throw new Error('A table in memory has neither updates nor pages');
};

/** One expression or several, of which each has to hold. */
const judge = (item: Fields | undefined, { expression, values = {} }: Expression): boolean =>
  expression.split(' AND ').every((part) => {
    if (part === 'attribute_not_exists(#pk)') return item === undefined;
    const [, name = '', value = ''] = /^#(\w+) = :(\w+)$/.exec(part) ?? notThere();
    return item !== undefined && item[name] === values[value];
  });
