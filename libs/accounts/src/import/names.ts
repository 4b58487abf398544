// First and last names, of systems that need not have either.

export interface GivenNames {
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  /** A name in one piece. */
  readonly full?: string | undefined;
}

export interface LineNames {
  readonly first_name?: string;
  readonly last_name?: string;
}

/**
 * Those that are there. Where both are missing, a name of several words is split: the first one is the first name, the others are the
 * last. What is missing then is `missing`, or left out, which refuses the line. A name that is an email is none.
 */
export const namesOf = ({ first, last, full }: GivenNames, missing: string | undefined): LineNames => {
  const [firstWord, ...others] = first === undefined && last === undefined ? wordsOf(full) : [];
  const firstName = first ?? firstWord ?? missing;
  const lastName = last ?? (others.length > 0 ? others.join(' ') : missing);
  return {
    ...(firstName !== undefined && { first_name: firstName }),
    ...(lastName !== undefined && { last_name: lastName }),
  };
};

const wordsOf = (full = ''): readonly string[] =>
  full.includes('@') ? [] : full.split(/\s+/).filter((word) => word !== '');
