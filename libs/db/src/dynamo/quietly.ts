// What tidies up behind an act that counts already.

/** Waits for it; should it fail, nothing is lost but space, and the act is answered as what it was. */
export const quietly = async (tidying: Promise<unknown>): Promise<void> => {
  await tidying.catch(() => undefined);
};
