// Tokens whose signature, algorithm or key is not the issuer's.
import { createHmac } from 'node:crypto';
import { encode, partsOf } from './forge.ts';
import type { Forge, Forgery } from './forge.ts';

export const withoutSignature = ({ header, claims, token }: Forge): Forgery[] => {
  const whole = partsOf(token());
  const unsigned = ['none', 'None', 'NONE', 'nOnE'].flatMap((alg): Forgery[] => {
    const start = `${encode({ ...header, alg })}.${encode(claims)}`;
    return [
      { name: `alg ${alg} with an empty signature`, token: `${start}.`, code: 'malformed' },
      {
        name: `alg ${alg} with some signature`,
        token: `${start}.${whole.signature}`,
        code: 'algorithm_refused',
      },
    ];
  });
  return [
    ...unsigned,
    { name: 'an empty signature', token: `${whole.header}.${whole.payload}.`, code: 'malformed' },
    { name: 'a missing signature', token: `${whole.header}.${whole.payload}`, code: 'malformed' },
    {
      name: 'a signature of zeros',
      token: `${whole.header}.${whole.payload}.${Buffer.alloc(64).toString('base64url')}`,
      code: 'signature_invalid',
    },
    {
      name: 'a signature of another payload',
      token: `${whole.header}.${encode({ ...claims, sub: 'someone-else' })}.${whole.signature}`,
      code: 'signature_invalid',
    },
  ];
};

export const withOtherAlgorithm = ({ header, claims, token, publicKey, publicJwk }: Forge): Forgery[] => {
  const secrets: Readonly<Record<string, Buffer>> = {
    PEM: Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })),
    'PEM without its last line break': Buffer.from(
      publicKey.export({ type: 'spki', format: 'pem' }).toString().trimEnd(),
    ),
    DER: publicKey.export({ type: 'spki', format: 'der' }),
    JWK: Buffer.from(JSON.stringify(publicJwk)),
  };
  const confused = Object.entries(secrets).map(([form, secret]): Forgery => {
    const input = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
    const mac = createHmac('sha256', secret).update(input).digest('base64url');
    return {
      name: `HS256 signed with the public key as ${form}`,
      token: `${input}.${mac}`,
      code: 'algorithm_refused',
    };
  });
  const others = ['HS512', 'ES384', 'ES256K', 'PS256', 'RS512', 'Ed25519', 'constructor', '', 'es256'].map(
    (alg): Forgery => ({
      name: `alg ${JSON.stringify(alg)} over a good signature`,
      token: token({ ...header, alg }),
      code: 'algorithm_refused',
    }),
  );
  return [
    ...confused,
    ...others,
    { name: 'no alg', token: token({ ...header, alg: undefined }), code: 'header_refused' },
  ];
};

export const withOtherKey = ({ header, token, foreign }: Forge): Forgery[] => {
  const kids = [
    '../../../../dev/null',
    '/etc/passwd',
    "' OR '1'='1",
    '" || true || "',
    `${header.kid}\u0000`,
    ` ${header.kid}`,
    header.kid.slice(0, -1),
    '__proto__',
    '',
  ];
  return [
    { name: "another's key with our kid", token: foreign(), code: 'signature_invalid' },
    {
      name: "another's key with its own kid",
      token: foreign({ ...header, kid: 'another' }),
      code: 'key_unknown',
    },
    { name: 'no kid', token: token({ ...header, kid: undefined }), code: 'key_unknown' },
    { name: 'a kid that is a list', token: token({ ...header, kid: [header.kid] }), code: 'header_refused' },
    ...kids.map((kid): Forgery => ({
      name: `kid ${JSON.stringify(kid)}`,
      token: token({ ...header, kid }),
      code: 'key_unknown',
    })),
  ];
};
