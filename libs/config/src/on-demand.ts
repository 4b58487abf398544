// Loading what only some processes need; apart, because each place that kept the promise itself kept a failure for ever too.

/** Calls `load` at the first use and shares what it gives; a load that failed is tried again by the next use. */
export const onDemand = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let loaded: Promise<T> | undefined;
  return () => {
    if (loaded !== undefined) return loaded;
    loaded = load();
    loaded.catch(() => (loaded = undefined));
    return loaded;
  };
};
