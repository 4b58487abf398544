// Whose account an act is on.

/** Which account is meant, and by which email it was named, if by one: the audit has a key of it. */
export interface Meant {
  readonly id: string;
  readonly email?: string;
}
