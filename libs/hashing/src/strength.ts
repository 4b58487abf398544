// Which of two costs of Argon2 is the greater, so that no hash is ever replaced by a weaker one.
import type { Argon2Parameters } from './parameters.ts';

/** Lanes do not count: they share out the same work. */
type Cost = Pick<Argon2Parameters, 'memoryKiB' | 'passes'>;

/**
 * Whether `one` takes at least as much memory as `other`, and does at least as much work (memory times passes). Of 7,168 KiB
 * with 10 passes and 19,456 KiB with 2 neither is as strong as the other: the one has the work, the other the memory.
 */
export const isAsStrongAs = (one: Cost, other: Cost): boolean =>
  one.memoryKiB >= other.memoryKiB && one.memoryKiB * one.passes >= other.memoryKiB * other.passes;

/** Whether `one` is as strong as `other`, and not the other way round too. */
export const isStrongerThan = (one: Cost, other: Cost): boolean =>
  isAsStrongAs(one, other) && !isAsStrongAs(other, one);
