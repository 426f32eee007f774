declare const brand: unique symbol;

/** A text that was checked once and is trusted since: only the parser of its kind makes one. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
