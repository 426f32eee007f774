import 'reflect-metadata';
import {
  buildSchema,
  execute,
  executeSync,
  GraphQLEnumType,
  GraphQLError,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLFormattedError,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { DateScalar, MoneyScalar, NationalIdScalar } from '../values/scalars';
import { CodedError } from './coded-error';
import { formatError, type Fault } from './format';
import type { Language } from './language';

const SECRET = '29909099999999';

const Sex = new GraphQLEnumType({ name: 'Sex', values: { MALE: {}, FEMALE: {} } });
const Member = new GraphQLInputObjectType({
  name: 'Member',
  fields: { nationalId: { type: new GraphQLNonNull(NationalIdScalar) }, sex: { type: Sex } },
});
const Input = new GraphQLInputObjectType({
  name: 'Input',
  fields: {
    name: { type: GraphQLString },
    children: { type: GraphQLInt },
    amount: { type: MoneyScalar },
    members: { type: new GraphQLList(new GraphQLNonNull(Member)) },
    head: { type: Member },
  },
});
const failures: Record<string, () => unknown> = {
  coded: () => {
    throw new CodedError('IDEMPOTENCY_KEY_REUSED');
  },
  fault: () => {
    throw Object.assign(new TypeError(`cannot read ${SECRET}`), {
      code: '23505',
      constraint: 'one_home',
      table: 'stay',
    });
  },
  plain: () => {
    throw new GraphQLError(`no ${SECRET}`);
  },
  missing: () => null,
  thrown: () => Promise.reject(new Error(`Variable "$input" got invalid value ${SECRET}`)),
};
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      register: {
        type: GraphQLString,
        args: {
          input: { type: Input },
          on: { type: DateScalar },
          id: { type: new GraphQLNonNull(GraphQLString) },
        },
      },
      count: {
        type: GraphQLString,
        args: { n: { type: GraphQLInt }, days: { type: new GraphQLList(DateScalar) } },
      },
      sex: { type: GraphQLString, args: { sex: { type: Sex } } },
      ...Object.fromEntries(
        Object.entries(failures).map(([name, resolve]) => [
          name,
          { type: name === 'missing' ? new GraphQLNonNull(GraphQLString) : GraphQLString, resolve },
        ]),
      ),
    },
  }),
});

interface Formatted {
  errors: GraphQLFormattedError[];
  faults: Fault[];
}

function format(errors: readonly GraphQLError[], language: Language): Formatted {
  const faults: Fault[] = [];
  const context = { language, requestId: 'r-1', onFault: (fault: Fault) => faults.push(fault) };
  return { errors: errors.map((error) => formatError(error, context)), faults };
}

async function run(
  source: string,
  variables: Record<string, unknown> = {},
  language: Language = 'en',
): Promise<Formatted> {
  const document = parse(source);
  const invalid = validate(schema, document);
  if (invalid.length > 0) return format(invalid, language);
  const { errors = [] } = await execute({ schema, document, variableValues: variables });
  return format(errors, language);
}

async function runCompiled(source: string, variables: Record<string, unknown> = {}): Promise<Formatted> {
  const compiled = compileQuery(schema, parse(source));
  if (!isCompiledQuery(compiled)) throw new Error('The operation does not compile.');
  const { errors = [] } = (await compiled.query(undefined, {}, variables)) as ExecutionResult;
  return format(errors, 'en');
}

const REGISTER = 'query ($input: Input) { register(id: "x", input: $input) }';

describe('values of variables', () => {
  test.each<[Record<string, unknown>, string, string, string]>([
    [{ amount: '12.345' }, 'MONEY_INVALID', 'input.amount', 'Write the amount in Egyptian pounds'],
    [
      { head: { nationalId: `${SECRET}9` } },
      'NATIONAL_ID_LENGTH',
      'input.head.nationalId',
      'A national ID has 14',
    ],
    [
      { members: [{ nationalId: SECRET.replace('2', '7') }] },
      'NATIONAL_ID_CENTURY',
      'input.members[0].nationalId',
      'A national ID begins',
    ],
    [{ head: {} }, 'BAD_USER_INPUT', 'input.head.nationalId', 'A value is required.'],
    [{ head: { nationalId: null } }, 'BAD_USER_INPUT', 'input.head.nationalId', 'A value is required.'],
    [{ members: [null] }, 'BAD_USER_INPUT', 'input.members[0]', 'A value is required.'],
    [{ name: { secret: SECRET } }, 'BAD_USER_INPUT', 'input.name', 'A value of type String is expected.'],
    [{ name: Number(SECRET) }, 'BAD_USER_INPUT', 'input.name', 'A value of type String is expected.'],
    [{ children: SECRET }, 'BAD_USER_INPUT', 'input.children', 'A value of type Int is expected.'],
    [{ children: Number(SECRET) }, 'BAD_USER_INPUT', 'input.children', 'A value of type Int is expected.'],
    [{ head: SECRET }, 'BAD_USER_INPUT', 'input.head', 'An object is expected.'],
    [{ nmae: SECRET }, 'BAD_USER_INPUT', 'input', 'The field "nmae" is not known here.'],
    [{ [SECRET]: 1 }, 'BAD_USER_INPUT', 'input', 'The value is not valid here.'],
  ])('%j: %s at %s', async (input, code, field, message) => {
    const { errors, faults } = await run(REGISTER, { input });

    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions).toMatchObject({ code, field });
    expect(errors[0]?.message.startsWith(`${field}: ${message}`)).toBe(true);
    expect(JSON.stringify(errors)).not.toContain(SECRET.slice(1));
    expect(faults).toEqual([]);
  });

  test('a value of an enum tells neither the value nor the like of it', async () => {
    const { errors } = await run(REGISTER, {
      input: { head: { nationalId: '28506152100011', sex: 'FEMAL' } },
    });

    expect(errors[0]?.message).toBe('input.head.sex: A value of type Sex is expected.');
  });

  test('a text that poses as a path is not told', async () => {
    const { errors } = await run(REGISTER, { input: `x at "input.${SECRET}"; Expected type "A${SECRET}".` });

    expect(errors.map(({ message }) => message)).toEqual(['input: An object is expected.']);
  });

  test('all of them are told, in Arabic', async () => {
    const { errors } = await run(REGISTER, { input: { amount: 'x', name: 1 } }, 'ar');

    expect(errors.map(({ message }) => message)).toEqual([
      'input.name: المتوقع هنا قيمة من النوع String.',
      'input.amount: اكتب المبلغ بالجنيه المصري نصًا من 16 رقمًا على الأكثر وخانتين عشريتين، مثل "1250.00".',
    ]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['query ($id: String!) { register(id: $id) }', {}, 'id: A value is required.'],
    ['query ($id: String!) { register(id: $id) }', { id: null }, 'id: A value is required.'],
    ['query ($id: String = "x") { register(id: $id) }', { id: null }, 'id: A value is required.'],
  ])('%s with %j: %s', async (source, variables, message) => {
    const { errors } = await run(source, variables);

    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT', field: 'id' } }]);
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['query ($id: String!) { register(id: $id) }', {}, 'BAD_USER_INPUT', 'id: A value is required.'],
    [
      'query ($id: String!) { register(id: $id) }',
      { id: null },
      'BAD_USER_INPUT',
      'id: A value is required.',
    ],
    [
      'query ($id: String!) { register(id: $id) }',
      { id: [SECRET] },
      'BAD_USER_INPUT',
      'id: A value of type String is expected.',
    ],
    [
      'query ($n: Int) { count(n: $n) }',
      { n: SECRET },
      'BAD_USER_INPUT',
      'n: A value of type Int is expected.',
    ],
    [
      'query ($n: Int) { count(n: $n) }',
      { n: Number(SECRET) },
      'BAD_USER_INPUT',
      'n: A value of type Int is expected.',
    ],
    [
      'query ($s: Sex) { sex(sex: $s) }',
      { s: SECRET },
      'BAD_USER_INPUT',
      's: A value of type Sex is expected.',
    ],
    ['query ($d: Date) { register(id: "x", on: $d) }', { d: SECRET }, 'DATE_INVALID', 'd: Write a day'],
    ['query ($d: [Date]) { count(days: $d) }', { d: [SECRET] }, 'DATE_INVALID', 'd: Write a day'],
    [
      'query ($id: String = "x") { register(id: $id) }',
      { id: null },
      'BAD_USER_INPUT',
      'id: A value is required.',
    ],
  ])('compiled, %s with %j: %s, %s', async (source, variables, code, message) => {
    const { errors, faults } = await runCompiled(source, variables);

    expect(errors).toMatchObject([{ message: expect.stringContaining(message), extensions: { code } }]);
    expect(JSON.stringify(errors)).not.toContain(SECRET);
    expect(faults).toEqual([]);
  });
});

describe('the operation itself', () => {
  test.each([
    [`{ register(id: "x", on: "${SECRET}") }`, 'DATE_INVALID'],
    [`{ register(id: "x", on: ${SECRET}) }`, 'DATE_INVALID'],
    [`{ register(id: ${SECRET}) }`, 'GRAPHQL_VALIDATION_FAILED'],
    [`{ count(n: "${SECRET}") }`, 'GRAPHQL_VALIDATION_FAILED'],
    [`{ count(n: ${SECRET}) }`, 'GRAPHQL_VALIDATION_FAILED'],
    [`{ sex(sex: "${SECRET}") }`, 'GRAPHQL_VALIDATION_FAILED'],
    [`{ sex(sex: N${SECRET}) }`, 'GRAPHQL_VALIDATION_FAILED'],
    [`{ register(id: "x", input: "${SECRET}") }`, 'GRAPHQL_VALIDATION_FAILED'],
    [`{ register(id: "x", input: { name: ${SECRET} }) }`, 'GRAPHQL_VALIDATION_FAILED'],
    [`{ register }`, 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s: %s', async (source, code) => {
    const { errors, faults } = await run(source);

    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(errors[0]?.locations).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toContain(SECRET);
    expect(faults).toEqual([]);
  });

  test.each([
    ['{ regster(id: "x") }', 'Cannot query field "regster" on type "Query".'],
    ['{ register(idd: "x", id: "x") }', 'Unknown argument "idd" on field "Query.register".'],
    ['{ sex(sex: FEMAL) }', 'The value does not exist in the enum "Sex".'],
    ['query ($x: Inputt) { register(id: "x", input: $x) }', 'Unknown type "Inputt".'],
  ])('%s is told without a suggestion: %s', async (source, message) => {
    const { errors } = await run(source);

    expect(errors[0]?.message).toBe(message);
  });

  test.each([
    [`{ register("${SECRET}") }`, 'Syntax Error: Expected Name, found String.'],
    [`{ register(id: 0${SECRET}) }`, 'Syntax Error: Invalid number.'],
    [`{ register(id: "x" ${SECRET}) }`, 'Syntax Error: Expected Name, found Int.'],
    [`{ register(id: "\\u{${SECRET}}") }`, 'Syntax Error: Invalid Unicode escape sequence.'],
    [`{ register(id: "${SECRET}) }`, 'Syntax Error: Unterminated string.'],
    [`{ م }`, 'Syntax Error: Unexpected character.'],
    [`{`, 'Syntax Error: Expected Name, found <EOF>.'],
  ])('%s: %s', (source, message) => {
    let thrown: unknown;
    try {
      parse(source);
    } catch (error) {
      thrown = error;
    }

    const { errors } = format([thrown as GraphQLError], 'en');

    expect(errors).toMatchObject([{ message, extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
  });

  test('an operation that is not there', () => {
    const document = parse('query A { coded } query B { coded }');

    for (const operationName of [undefined, 'C']) {
      const { errors = [] } = executeSync({ schema, document, operationName });

      expect(format(errors, 'en').errors).toMatchObject([{ extensions: { code: 'OPERATION_NOT_FOUND' } }]);
    }
  });
});

describe('errors of resolvers', () => {
  test('one with a code is told in the language of who asks', async () => {
    expect(await run('{ coded }', {}, 'ar')).toEqual({
      errors: [
        {
          message: 'استُخدم مفتاح منع التكرار هذا من قبل مع بيانات أخرى. استخدم مفتاحًا جديدًا للإجراء الجديد.',
          locations: [{ line: 1, column: 3 }],
          path: ['coded'],
          extensions: { code: 'IDEMPOTENCY_KEY_REUSED' },
        },
      ],
      faults: [],
    });
  });

  test.each([['fault'], ['plain'], ['missing'], ['thrown']])(
    '%s tells nothing but the request id',
    async (field) => {
      for (const { errors, faults } of [await run(`{ ${field} }`), await runCompiled(`{ ${field} }`)]) {
        expect(errors).toEqual([
          {
            message: 'Something failed on our side. Try again; if it fails again, report the request id r-1.',
            locations: [{ line: 1, column: 3 }],
            path: [field],
            extensions: { code: 'INTERNAL_ERROR', requestId: 'r-1' },
          },
        ]);
        expect(faults).toHaveLength(1);
        expect(JSON.stringify(faults)).not.toContain(SECRET);
      }
    },
  );

  test('the log learns where a fault was thrown, but no value', async () => {
    const { faults } = await run('{ fault }');

    expect(faults).toEqual([
      {
        requestId: 'r-1',
        name: 'TypeError',
        code: '23505',
        constraint: 'one_home',
        table: 'stay',
        stack: expect.stringMatching(/^\s+at .*format\.test\.ts/),
        path: ['fault'],
      },
    ]);
  });

  test('a coded error that has a cause is told by its code, and the cause not at all', () => {
    const originalError = new CodedError(
      'CURSOR_INVALID',
      {},
      { originalError: new SyntaxError('bad json') },
    );
    const { errors, faults } = format(
      [new GraphQLError('bad json', { path: ['list'], originalError })],
      'en',
    );

    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'CURSOR_INVALID' }]);
    expect([JSON.stringify(errors), faults]).toEqual([expect.not.stringContaining('bad json'), []]);
  });

  test('a coded error of the request as a whole is told without a path', () => {
    const { errors } = format([new CodedError('UNAUTHENTICATED')], 'en');

    expect(errors).toEqual([
      { message: 'Sign in first: send a valid access token.', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });
});

test('a one-of input that has two is told so', async () => {
  const oneOf = buildSchema('input One @oneOf { a: Int b: Int } type Query { one(input: One): Int }');
  const document = parse('query ($input: One) { one(input: $input) }');

  const { errors = [] } = await execute({
    schema: oneOf,
    document,
    variableValues: { input: { a: 1, b: 2 } },
  });

  expect(format(errors, 'en').errors.map(({ message }) => message)).toContain(
    'input: Exactly one of the fields is expected.',
  );
});
