// Preloaded by every command: says in one sentence that Node is too old, before a newer syntax fails to parse.
const NEEDED_MAJOR = 24;

if (Number.parseInt(process.versions.node, 10) < NEEDED_MAJOR) {
  process.stderr.write(
    `Gatehouse needs Node ${NEEDED_MAJOR} or newer; this is ${process.version}. ` +
      'On Linux (x64, arm64) "npm ci" brings it; elsewhere install it first.\n',
  );
  process.exit(1);
}
