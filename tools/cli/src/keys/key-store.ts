// Where a key set is kept, as the commands see it: the private half that signs and the public half made from it.
import type { PrivateKeySet } from '@gatehouse/jwt';

export interface KeyStore {
  /** How the store is called in what a command prints. */
  readonly name: string;
  /** How long a running app may go on with what it read before, in seconds. */
  readonly refreshSeconds: number;
  /** Null where there are no keys yet. */
  load(): Promise<PrivateKeySet | null>;
  /** Stores both halves, the public one first: whatever a crash leaves, nothing signs with a key that is not published. */
  save(set: PrivateKeySet): Promise<void>;
}
