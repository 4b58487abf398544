// What Node compiles is kept between starts, in the folder that NODE_COMPILE_CACHE names; the preload of every command sets it.

/** How long after its boot a process writes what it compiled there: when its neighbours have most likely booted too. */
export const FLUSH_AFTER_MS = 500;
