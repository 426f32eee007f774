import {
  astFromValue,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { existsFor, holdsScopes, type AccessDeclaration } from '../access/access';
import { ROLE_NAMES, type Caller, type RowClaims } from '../access/caller';
import { aCaller } from './callers';
import type { TestService } from './service';

/** Values to ask with: by the name of an argument or input field, or by 'rootField.argument' for one field alone. */
export type KnownValues = Readonly<Record<string, unknown>>;

/** What came of asking everything. */
export interface Walk {
  /** How many operations were asked. */
  readonly asked: number;
  /** Each answer that no caller should get: 'inspector paymentCycles INTERNAL_ERROR 42501 payment_cycle'. */
  readonly wrong: readonly string[];
}

/** An operation with the values that it asks with. */
interface Question {
  readonly field: string;
  readonly text: string;
  readonly variables: Record<string, unknown>;
}

/** Nobody has it. */
const UNKNOWN_ID = '0a0a0a0a-0000-4000-8000-0a0a0a0a0a0a';
/** A selection goes so deep into what a root field leads to. */
const DEEPEST = 3;
const DEEPEST_INPUT = 6;
/** What says that the walk itself has gone wrong, or the service: everything else is an answer. */
const WRONG = new Set(['INTERNAL_ERROR', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'CONFLICT']);
/** Places within lists, which only a list itself can give. */
const CURSORS = new Set(['after', 'before']);

const SCALARS: Readonly<Record<string, unknown>> = {
  ...{ ID: UNKNOWN_ID, Int: 1, Float: 1, Boolean: true, String: 'نص', Money: '10.00' },
  ...{
    Date: '2026-11-01',
    DateTime: '2026-11-01T09:00:00Z',
    NationalId: '28005012100017',
    Governorate: 'EG_GZ',
  },
};

/**
 * Asks every root field of the service as each role that a client can have (the system is none), with arguments made from
 * the schema: once with those that it needs and once with all, and for what it leads to and the caller may see. First what
 * reads, and references to entities, then what changes.
 */
export async function askEverything(
  service: TestService,
  { claims = {}, known = {} }: { readonly claims?: RowClaims; readonly known?: KnownValues } = {},
): Promise<Walk> {
  const { schema } = service.running;
  const callers = ROLE_NAMES.filter((role) => role !== 'system').map((role) => aCaller(role, claims));
  const roots = [
    { kind: 'query', type: schema.getQueryType() },
    { kind: 'mutation', type: schema.getMutationType() },
  ];
  const wrong: string[] = [];
  let asked = 0;
  for (const { kind, type } of roots) {
    for (const caller of callers) {
      const questions = Object.values(type?.getFields() ?? {}).flatMap((field) =>
        field.name.startsWith('_') ? [] : questionsOf(kind, field, caller, known),
      );
      const references = kind === 'query' ? referencesOf(service, caller, known) : [];
      for (const { field, text, variables } of [...questions, ...references]) {
        const faultsBefore = service.faults.length;
        const { errors = [] } = await service.ask(caller, text, variables);
        const fault = service.faults[faultsBefore];
        const codes = new Set(errors.map(({ extensions }) => String(extensions?.['code'])));
        for (const code of codes)
          if (WRONG.has(code))
            wrong.push([caller.role, field, code, fault?.code, fault?.table].filter(Boolean).join(' '));
        asked += 1;
      }
    }
  }
  return { asked, wrong };
}

function questionsOf(
  kind: string,
  field: GraphQLField<unknown, unknown>,
  caller: Caller,
  known: KnownValues,
): Question[] {
  const few = field.args.filter(isRequiredArgument);
  const all = field.args.filter(({ name }) => !CURSORS.has(name));
  const hasMore = all.length > few.length || all.some(({ type }) => isInputObjectType(getNamedType(type)));
  return (hasMore && isSeenBy(caller, field) ? [few, all] : [few]).map((args) => {
    const written = args.map(({ name }) => `${name}: $${name}`).join(', ');
    const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    return {
      field: field.name,
      text: `${kind} ${declared && `(${declared})`} { ${field.name} ${written && `(${written})`} ${selectionOf(field.type, caller, kind === 'query' ? 1 : 2)} }`,
      variables: Object.fromEntries(
        args.map((argument) => {
          const own = known[`${field.name}.${argument.name}`];
          return [argument.name, own ?? valueOf(argument, known, args === all)];
        }),
      ),
    };
  });
}

function referencesOf({ running }: TestService, caller: Caller, known: KnownValues): Question[] {
  const union = running.schema.getType('_Entity');
  if (!isUnionType(union)) return [];
  const types = union.getTypes().filter((type) => seenFields(type, caller).some(({ name }) => name !== 'id'));
  return types.map((type) => ({
    field: `_entities of ${type.name}`,
    text: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type.name} ${selectionOf(type, caller)} } }`,
    variables: { of: [{ __typename: type.name, id: known[`${type.name}.id`] ?? UNKNOWN_ID }] },
  }));
}

/** All that the caller may see of a type, with what its fields need, and not further than `DEEPEST`. */
function selectionOf(type: GraphQLOutputType, caller: Caller, depth = 1): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const selected = seenFields(named, caller).flatMap((field) => {
    const leadsTo = getNamedType(field.type);
    const asked = `${field.name}${argumentsOf(field)}`;
    if (isLeafType(leadsTo)) return [asked];
    return depth < DEEPEST ? [`${asked} ${selectionOf(field.type, caller, depth + 1)}`] : [];
  });
  return `{ __typename ${selected.join(' ')} }`;
}

function seenFields(type: GraphQLObjectType, caller: Caller): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter((field) => isSeenBy(caller, field));
}

/** What a field within a selection is asked with: what it needs, and no more than two of a list. */
function argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
  const written = args
    .filter((argument) => isRequiredArgument(argument) || argument.name === 'first')
    .map((argument) => [argument.name, astFromValue(valueOf(argument, {}, false), argument.type)] as const)
    .map(([name, value]) => `${name}: ${value ? print(value) : 'null'}`);
  return written.length > 0 ? `(${written.join(', ')})` : '';
}

function isSeenBy(caller: Caller, { extensions }: GraphQLField<unknown, unknown>): boolean {
  const access = extensions['access'] as AccessDeclaration | undefined;
  return access !== undefined && existsFor(access, caller.audience) && holdsScopes(access, caller);
}

/** A value for an argument or input field: what is known under its name, or one made from its type. */
function valueOf(
  { name, type }: GraphQLArgument | GraphQLInputField,
  known: KnownValues,
  isWhole: boolean,
  depth = 0,
): unknown {
  if (name === 'first') return 2;
  if (name === 'idempotencyKey') return `a key for asking ${isWhole ? 'with all' : 'with little'}`;
  return known[name] ?? valueOfType(type, known, isWhole, depth);
}

function valueOfType(type: GraphQLInputType, known: KnownValues, isWhole: boolean, depth: number): unknown {
  if (isNonNullType(type)) return valueOfType(type.ofType, known, isWhole, depth);
  if (isListType(type)) return [valueOfType(type.ofType, known, isWhole, depth)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? 'نص';
  const fields = Object.values(type.getFields());
  const asked = type.isOneOf
    ? fields.slice(0, 1)
    : fields.filter((field) => isRequiredInputField(field) || (isWhole && depth < DEEPEST_INPUT));
  return Object.fromEntries(asked.map((field) => [field.name, valueOf(field, known, isWhole, depth + 1)]));
}
