// A library's README as its package shows it: without the ways into a repository that its reader does not have.

/** Leaves the text of a link that leads out of the library's folder, and takes the link away. */
export const forStrangers = (readme: string): string =>
  readme.replace(/\[([^\]]*)\]\((\.\.\/[^)]*)\)/g, (_link, text: string) => text);
