// Mistakes that the types of the face refuse: `npm run types` compiles this file, and nothing runs it.
import {
  checkNewPassword,
  createGate,
  createPasswordHasher,
  HashError,
  type PasswordHasher,
} from '../index.ts';

export const mistakesOfOperators = async (password: string): Promise<void> => {
  // @ts-expect-error -- the memory has no default that fits every function
  createPasswordHasher({ passes: 2, lanes: 1 });
  // @ts-expect-error -- parameters are numbers; units are in their names
  createPasswordHasher({ memoryKiB: '19 MiB', passes: 2, lanes: 1 });
  // @ts-expect-error -- a pepper has a version, and is parsed
  createPasswordHasher({ memoryKiB: 19_456, passes: 2, lanes: 1, peppers: ['secret'] });
  // @ts-expect-error -- what waits has to be bounded
  createGate({ width: 2 });
  // @ts-expect-error -- whose password it is counts
  await checkNewPassword(password, { minLength: 15 });
};

export const mistakesOfLogins = async (hasher: PasswordHasher, password: string): Promise<void> => {
  // @ts-expect-error -- a verification needs the hash
  await hasher.verify(password);
  // @ts-expect-error -- a password is text
  await hasher.hash(Buffer.from(password));
  // @ts-expect-error -- no such code: a wrong password is no error
  throw new HashError('wrong_password', 'a rule');
};
