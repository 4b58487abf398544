// The environment of a process that several functions share; on Lambda each has its own.
import { StartError } from '../start-error.ts';
import type { AppModel } from '../template/model.ts';

/**
 * The variables of all functions of an app.
 * @throws StartError when two functions name one variable with different values
 */
export const sharedEnvironment = ({ name, functions }: AppModel): Readonly<Record<string, string>> => {
  const shared = new Map<string, string>();
  for (const { id, environment } of functions) {
    for (const [variable, value] of Object.entries(environment)) {
      if ((shared.get(variable) ?? value) !== value)
        throw new StartError([
          `${name}: ${id} and another function differ in ${variable}, and share a process`,
        ]);
      shared.set(variable, value);
    }
  }
  return Object.fromEntries(shared);
};
