// Leaves out of the WebAuthn library what reads certificates of makers: none is asked for, and libs/passkeys refuses a credential
// that brings one before the library sees it. What is left is a tenth.
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

export const leanWebauthn = (): Plugin => ({
  name: 'lean-webauthn',
  setup(build) {
    build.onResolve({ filter: /^@peculiar\/asn1-(schema|ecc)$/ }, ({ importer }) =>
      importer.endsWith('/unwrapEC2Signature.js') ? { path: STAND_IN } : undefined,
    );
    build.onResolve({ filter: OF_CERTIFICATES }, ({ importer }) =>
      importer.includes('/@simplewebauthn/server/') ? { path: 'nothing', namespace: NAME } : undefined,
    );
    build.onLoad({ filter: /^nothing$/, namespace: NAME }, () => ({ contents: NOTHING, loader: 'js' }));
  },
});

const NAME = 'lean-webauthn';
const STAND_IN = join(import.meta.dirname, '../in-bundle/ecdsa-signature.ts');

/** All formats of attestation but `none` and `packed`, and what those that are left take of certificates. */
const OF_CERTIFICATES =
  /\/(verifyAttestation(FIDOU2F|AndroidSafetyNet|AndroidKey|Apple|TPM|WithMetadata)|verifyMDSBlob|metadataService|defaultRootCerts\/[\w-]+|convertX509PublicKeyToCOSE|convertCertBufferToPEM|validateCertificatePath|validateExtFIDOGenCEAAGUID|getCertificateInfo|isCertRevoked)\.js$/;

/** A module of no names: a call of one fails, and the credential with it. */
const NOTHING = 'module.exports = {};';
