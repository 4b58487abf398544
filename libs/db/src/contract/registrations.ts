// The part of the contract that waiting registrations are held to.
import { expect, test } from '@jest/globals';
import type { RegistrationStore } from '../waiting-ports.ts';
import { at, randomId, sampleRegistration } from './samples.ts';
import type { OpenSubject } from './subject.ts';
import { atOnce, countTrue, useMigrated } from './subject.ts';

export const describeRegistrationStore = (open: OpenSubject): void => {
  const subject = useMigrated(open);
  const registrations = (): RegistrationStore => subject().database.registrations;

  test('one that waits is found by its id and by its email, field for field', async () => {
    const registration = sampleRegistration({ firstName: '$email', lastName: "O'Brien" });
    expect(await registrations().insert(registration)).toBe(true);
    expect(await registrations().findById(registration.id)).toEqual(registration);
    expect(await registrations().findByEmail(registration.email)).toEqual(registration);
  });

  test('a later one changes nothing of what waits, and takes the place of what has expired', async () => {
    const first = sampleRegistration();
    await registrations().insert(first);
    const later = (seconds: number) =>
      sampleRegistration({ email: first.email, createdAt: at(seconds), expiresAt: at(seconds + 86_400) });
    expect(await registrations().insert(later(86_399))).toBe(false);
    expect(await registrations().findByEmail(first.email)).toEqual(first);
    const second = later(86_400);
    expect(await registrations().insert(second)).toBe(true);
    expect(await registrations().findByEmail(first.email)).toEqual(second);
    expect(await registrations().findById(first.id)).toBeNull();
  });

  test('of 20 at once for one email, one waits', async () => {
    const { email } = sampleRegistration();
    const all = Array.from({ length: 20 }, () => sampleRegistration({ email }));
    const won = await atOnce(20, (index) => registrations().insert(all[index]!));
    expect(countTrue(won)).toBe(1);
    expect(await registrations().findByEmail(email)).toEqual(all[won.indexOf(true)]);
  });

  test('a removed one is gone; of 10 removals at once, one did it', async () => {
    const registration = sampleRegistration();
    await registrations().insert(registration);
    expect(countTrue(await atOnce(10, () => registrations().remove(registration.id)))).toBe(1);
    expect(await registrations().findByEmail(registration.email)).toBeNull();
  });

  test('one that is not there is null, and no removal', async () => {
    expect(await registrations().findById(randomId())).toBeNull();
    expect(await registrations().findByEmail('nobody@example.com')).toBeNull();
    expect(await registrations().remove(randomId())).toBe(false);
  });

  test('a value that is no string reaches no query', async () => {
    const value = { $ne: null } as unknown as string;
    await expect(registrations().findById(value)).rejects.toThrow(TypeError);
    await expect(registrations().findByEmail(value)).rejects.toThrow(TypeError);
    await expect(registrations().remove(value)).rejects.toThrow(TypeError);
    await expect(registrations().insert(sampleRegistration({ email: value }))).rejects.toThrow(TypeError);
  });
};
