// What tests ask of an act that is refused; an entry of its own, so that no app carries it.

/** The code of the error that an act is refused with; undefined when it is not. */
export const codeOf = async (act: Promise<unknown>): Promise<string | undefined> => {
  try {
    await act;
    return undefined;
  } catch (error) {
    return (error as { readonly code?: string }).code;
  }
};
