import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { registerEnumType } from 'type-graphql';
import type { ErrorCode } from '../errors/catalogue';
import { CodedError } from '../errors/coded-error';
import { systemClock, todayOf } from './clock';
import { Governorate, GOVERNORATES } from './governorate';
import { instantText, parseInstant } from './instant';
import { parseMoney } from './money';
import { requireNationalId, type NationalIdProblem } from './national-id';
import { parsePlainDate } from './plain-date';

interface TextScalar {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL?: string;
  /** What is thrown when the value is no text at all. */
  readonly notText: Extract<
    ErrorCode,
    'MONEY_INVALID' | 'DATE_INVALID' | 'DATE_TIME_INVALID' | Extract<NationalIdProblem, 'NATIONAL_ID_LENGTH'>
  >;
  readonly parse: (text: string) => string;
  readonly serialize?: (value: unknown) => string;
}

/** A scalar whose value is the same text everywhere: it is checked on the way in and passed through on the way out. */
function textScalar({
  name,
  description,
  specifiedByURL,
  notText,
  parse,
  serialize,
}: TextScalar): GraphQLScalarType {
  const parseValue = (value: unknown): string => {
    if (typeof value !== 'string') throw new CodedError(notText);
    return parse(value);
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL,
    parseValue,
    parseLiteral: (node: ValueNode) => {
      try {
        return parseValue(node.kind === Kind.STRING ? node.value : undefined);
      } catch (error) {
        throw error instanceof CodedError ? new CodedError(error.code, error.facts, { nodes: node }) : error;
      }
    },
    serialize: serialize ?? ((value) => value as string),
  });
}

export const MoneyScalar = textScalar({
  name: 'Money',
  description:
    'An amount in Egyptian pounds (EGP) as a decimal text with two digits, "1250.00"; at most 16 digits before the point. Fewer decimals are accepted as input, more are refused.',
  notText: 'MONEY_INVALID',
  parse: parseMoney,
});

export const DateScalar = textScalar({
  name: 'Date',
  description: 'A day of the calendar, "2026-11-22", without a time. Days are days in Africa/Cairo.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date.html',
  notText: 'DATE_INVALID',
  parse: parsePlainDate,
});

export const DateTimeScalar = textScalar({
  name: 'DateTime',
  description:
    'An instant in UTC to the millisecond, "2026-11-22T02:30:37.123Z". Input may have any offset, and must have one.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  notText: 'DATE_TIME_INVALID',
  parse: parseInstant,
  serialize: instantText,
});

export const NationalIdScalar = textScalar({
  name: 'NationalId',
  description:
    'An Egyptian national ID of 14 digits, whose century, birth date and governorate are checked; Eastern Arabic digits are accepted as input. Shown with six digits hidden, "2850615******1", unless the caller holds `pii:read`.',
  notText: 'NATIONAL_ID_LENGTH',
  parse: (text) => requireNationalId(text, todayOf(systemClock)),
});

registerEnumType(Governorate, {
  name: 'Governorate',
  description: "One of Egypt's 27 governorates (محافظة), by its ISO 3166-2 code.",
  valuesConfig: Object.fromEntries(
    GOVERNORATES.map(({ code, en, ar }) => [code, { description: `${en} (${ar})` }]),
  ),
});

/** The enum as registered with type-graphql: import it from here where a field names it. */
export const GovernorateEnum = Governorate;
