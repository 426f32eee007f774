import type { GraphQLError } from 'graphql';
import type { ErrorCode } from './catalogue';
import { isCodedError, messageOf } from './coded-error';
import type { Language } from './language';
import { fillIn, type Facts, type MessageTexts } from './text';

/** A value of the variables or arguments that does not fit its type, without the value. */
export interface InputProblem {
  readonly code: ErrorCode;
  /** Where it stands: 'input.nationalId'. */
  readonly field: string;
  readonly facts: Facts;
  readonly message: string;
}

const REASONS = {
  REQUIRED: { en: 'A value is required.', ar: 'هذه القيمة مطلوبة.' },
  OBJECT: { en: 'An object is expected.', ar: 'المتوقع هنا كائن.' },
  FIELD: { en: 'The field "{name}" is not known here.', ar: 'الحقل "{name}" غير معروف هنا.' },
  TYPE: { en: 'A value of type {name} is expected.', ar: 'المتوقع هنا قيمة من النوع {name}.' },
  ONE: { en: 'Exactly one of the fields is expected.', ar: 'المتوقع هنا حقل واحد لا غير.' },
  OTHER: { en: 'The value is not valid here.', ar: 'القيمة غير صالحة هنا.' },
} as const satisfies Record<string, MessageTexts>;
type Reason = keyof typeof REASONS;

/**
 * What graphql-js and graphql-jit write of a value that does not fit, by what follows the value. A name is taken from
 * such a message only where no value can stand.
 */
const SAYINGS: readonly (readonly [RegExp, Reason])[] = [
  [/ of (?:required|non-null) type "?[\w[\]!]+"? (?:was not provided|must not be null)\.$/, 'REQUIRED'],
  [/ Expected non-nullable type "?[\w[\]!]+"? not to be null(?: at [\w.[\]]+)?\.$/, 'REQUIRED'],
  [/ Expected type "?\w+"? to be an object\.$/, 'OBJECT'],
  [/; Field "([A-Za-z_]\w*)" is not defined by type "?\w+"?\.(?: Did you mean .*)?$/, 'FIELD'],
  [/ Exactly one key must be specified/, 'ONE'],
  [
    /; (?:Expected type \w+; )?(Int|Float|String|Boolean|ID) cannot represent (?:a )?[a-z0-9 -]*value: /,
    'TYPE',
  ],
  [/; Value "[^"]*" does not exist in "(\w+)" enum\.(?: Did you mean .*)?$/, 'TYPE'],
  [/; Enum "(\w+)" cannot represent non-string value: /, 'TYPE'],
  [/; Expected type "?(\w+)"?\.$/, 'TYPE'],
];

const OF_VARIABLE =
  /^Variable "\$(\w+)" (?:got invalid value|of required type|of non-null type|expected value)/;
const OF_ARGUMENT = /^Argument "(\w+)" (?:of required type|of non-null type|has invalid value)/;
const PATH_IN_VARIABLE = / at "(\w+(?:\.\w+|\[\d+\])+)"$/;
const MISSING_FIELD = /Field "(\w+)" of required type "[\w[\]!]+" was not provided\.$/;

/**
 * Reads what is wrong with an input out of the executor's error; undefined when that is about something else. An error
 * of a variable comes before the execution and so has no path: what a resolver throws can't pose as one.
 */
export function inputProblemOf(error: GraphQLError, language: Language): InputProblem | undefined {
  const name = (error.path ? OF_ARGUMENT : OF_VARIABLE).exec(error.message)?.[1];
  if (name === undefined) return undefined;
  const field = fieldOf(error, name);
  const scalar = error.originalError;
  if (isCodedError(scalar)) {
    const { code, facts } = scalar;
    return { code, field, facts, message: `${field}: ${messageOf(code, facts, language)}` };
  }
  const [reason, facts] = reasonOf(error.message);
  return {
    code: 'BAD_USER_INPUT',
    field,
    facts: {},
    message: `${field}: ${fillIn(REASONS[reason][language], facts, language)}`,
  };
}

/** The path stands after the value and before what the type says; a text within the value can't pose as it. */
function fieldOf({ message, originalError }: GraphQLError, name: string): string {
  const said = originalError?.message;
  const prefix =
    said !== undefined && message.endsWith(`; ${said}`) ? message.slice(0, -said.length - 2) : message;
  const path = PATH_IN_VARIABLE.exec(prefix)?.[1];
  const parent = path?.startsWith(name) ? path : name;
  const missing = MISSING_FIELD.exec(message)?.[1];
  return missing === undefined ? parent : `${parent}.${missing}`;
}

function reasonOf(message: string): [Reason, Facts] {
  for (const [saying, reason] of SAYINGS) {
    const found = saying.exec(message);
    if (found) return [reason, found[1] === undefined ? {} : { name: found[1] }];
  }
  return ['OTHER', {}];
}
