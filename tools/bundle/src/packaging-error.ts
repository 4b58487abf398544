// What stops a package from being made, in words for the person who runs the command.

/** A fault of a template, of an app's sources or of the workspace; the message is the whole of what is to be read. */
export class PackagingError extends Error {
  override readonly name = 'PackagingError';
}
