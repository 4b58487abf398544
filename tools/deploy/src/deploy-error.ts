// What stops a deployment, in words for the person who runs the command.

/** The message is the whole of what is to be read. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
}
