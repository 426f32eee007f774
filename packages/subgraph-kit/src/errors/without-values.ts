/** How graphql-js repeats what was sent, and what is left of it. Each pattern takes time in proportion to the message. */
const REPEATED: readonly (readonly [RegExp, string])[] = [
  // Syntax: Expected Name, found String "…".
  [/^(Syntax Error: [^"]*\b(?:String|BlockString|Int|Float)) "[^]*$/, '$1.'],
  [/^(Syntax Error: Invalid (?:number|character escape sequence|Unicode escape sequence))[:,][^]*$/, '$1.'],
  [/^(Syntax Error: (?:Unexpected|Invalid) character)[: ][^]*$/, '$1.'],
  // Values that do not fit their type.
  [/^((?:Enum )?"?\w+"? cannot represent [a-z0-9 -]*value): [^]*$/, '$1.'],
  [/^Value "[^]*" does not exist in "(\w+)" enum\./, 'The value does not exist in the enum "$1".'],
  [/^(Expected (?:value of )?type "?[\w[\]!]+"?), found [^]*$/, '$1.'],
  [/^(Argument "\w+" has invalid value) [^]*$/, '$1.'],
  // Suggestions tell of fields and values that are hidden from the caller.
  [/ Did you mean [^]*$/, ''],
];

/** The message of a syntax or validation error without the values that it repeats and without suggestions. */
export function withoutValues(message: string): string {
  return REPEATED.reduce((text, [pattern, left]) => text.replace(pattern, left), message);
}
