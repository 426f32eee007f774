/** A GraphQL operation with the types of what it takes and gives. */
export interface Operation<Data, Variables> {
  readonly text: string;
  /** For the compiler only: never there at run time. */
  readonly types?: { readonly data: Data; readonly variables: Variables };
}

/** Gives types to the text of an operation; the generated ones stand in `generated/operations.ts`. */
export function operation<Data, Variables = Readonly<Record<string, unknown>>>(
  text: string,
): Operation<Data, Variables> {
  return { text };
}
