// Tidying up after an act that has already succeeded.

/** Waits for it. Its failure costs nothing but space, so that the act is answered as the success that it was. */
export const quietly = async (tidying: Promise<unknown>): Promise<void> => {
  await tidying.catch(() => undefined);
};
