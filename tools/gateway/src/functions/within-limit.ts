// Waits for something no longer than it may take; the thing itself goes on.

/** What `promise` gives, or what `late` gives once `limitMs` have passed. */
export const withinLimit = async <T>(promise: Promise<T>, limitMs: number, late: () => T): Promise<T> => {
  const { promise: limit, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(resolve, limitMs, 'late');
  try {
    const first = await Promise.race([promise.then((value) => ({ value })), limit]);
    return first === 'late' ? late() : first.value;
  } finally {
    clearTimeout(timer);
  }
};
