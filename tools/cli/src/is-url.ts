// What the command line has where a file is due.

/** Whether it is a URL: none is a file, and one may hold a password, so that no message repeats it. */
export const isUrl = (argument: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(argument);
