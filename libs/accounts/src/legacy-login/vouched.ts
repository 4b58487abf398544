// What an old system says of a person whom it knows, held to what an account can be.
import { isPersonName } from '@gatehouse/contract/person-name';
import { failed } from './old-system-fault.ts';

/** A person of the old system. */
export interface Vouched {
  readonly firstName: string;
  readonly lastName: string;
  readonly emailVerified: boolean;
}

/** Reads an answer; members that it has beside these are the old system's own. Throws a fault that names the member. */
export const readVouched = (answer: unknown): Vouched => {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) failed('malformed', 'JSON');
  const { first_name, last_name, email_verified } = answer as Readonly<Record<string, unknown>>;
  return {
    firstName: nameIn({ first_name }),
    lastName: nameIn({ last_name }),
    emailVerified:
      typeof email_verified === 'boolean' ? email_verified : failed('malformed', 'email_verified'),
  };
};

const nameIn = (member: Readonly<Record<string, unknown>>): string => {
  const [[name, value] = []] = Object.entries(member);
  return isPersonName(value) ? value : failed('malformed', name);
};
