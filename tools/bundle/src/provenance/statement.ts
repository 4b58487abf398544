// The statement that goes with a zip: what it is, what it was made of, and by what. An in-toto Statement v1 with the
// predicate of SLSA Provenance v1.

/** The digests of a thing, in lowercase hexadecimal, by algorithm. */
export type Digests = Readonly<Record<string, string>>;

/** in-toto's ResourceDescriptor, as far as it is used here. */
export interface Resource {
  readonly name?: string;
  readonly uri?: string;
  readonly digest: Digests;
  readonly downloadLocation?: string;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

export interface Statement {
  readonly _type: typeof STATEMENT_TYPE;
  readonly subject: readonly Resource[];
  readonly predicateType: typeof PREDICATE_TYPE;
  readonly predicate: {
    readonly buildDefinition: {
      readonly buildType: typeof BUILD_TYPE;
      readonly externalParameters: { readonly app: string; readonly architecture: string };
      readonly internalParameters: { readonly node: string };
      readonly resolvedDependencies: readonly Resource[];
    };
    readonly runDetails: { readonly builder: { readonly id: string } };
  };
}

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PREDICATE_TYPE = 'https://slsa.dev/provenance/v1';

/** `externalParameters` are the arguments of the packager; `resolvedDependencies` are what `materialsOf` lists. */
export const BUILD_TYPE = 'urn:gatehouse:build:package:v1';
const BUILDER = 'urn:gatehouse:builder:tools:bundle';

export interface Build {
  readonly app: string;
  readonly architecture: string;
  /** Of the zip, in hexadecimal. */
  readonly sha256: string;
  readonly materials: readonly Resource[];
}

/**
 * The statement of a build. It is the same for the same build, wherever and whenever that ran: Nx keeps it with the zip and
 * gives both back at a later commit, so that a time or a commit in it would be another's.
 */
export const statementOf = ({ app, architecture, sha256, materials }: Build): Statement => ({
  _type: STATEMENT_TYPE,
  subject: [{ name: `${app}.zip`, digest: { sha256 } }],
  predicateType: PREDICATE_TYPE,
  predicate: {
    buildDefinition: {
      buildType: BUILD_TYPE,
      externalParameters: { app, architecture },
      internalParameters: { node: process.version },
      resolvedDependencies: materials,
    },
    runDetails: { builder: { id: BUILDER } },
  },
});
