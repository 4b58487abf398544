// The claims of a token as events have them: every value a text.

/** A list is `[a b]`, as API Gateway writes it; a map is its JSON. */
export const claimTexts = (claims: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, textOf(value)]));

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? `[${value.map(textOf).join(' ')}]` : JSON.stringify(value);
};
