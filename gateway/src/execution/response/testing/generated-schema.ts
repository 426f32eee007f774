import { buildSchema, type GraphQLSchema } from 'graphql';
import type { SeededRandom } from './seeded-random';

/** Some are names that every JavaScript object or list inherits. */
const FIELD_NAMES = ['a', 'b', 'constructor', 'toString', 'values', 'length', 'id', 'name', 'kind', 'class'];
const OBJECTS = ['Ant', 'Bee', 'Cat', 'Dog'];
const INTERFACES = ['Living', 'Named'];
const LEAVES = ['Int', 'Float', 'String', 'String', 'Boolean', 'ID', 'Colour', 'Json'];

/** A schema in which a field's name decides its type, so that whatever is selected together can be merged. */
export function generatedSdl(random: SeededRandom): string {
  const types = new Map(FIELD_NAMES.map((name) => [name, generatedType(random)]));
  const fieldsOf = (names: readonly string[]): string =>
    [...new Set(names)].map((name) => `${name}: ${types.get(name)}`).join(' ');
  const interfaces = new Map(INTERFACES.map((name) => [name, random.some(FIELD_NAMES, 0.3).concat('a')]));
  const objects = OBJECTS.map((name) => {
    // One type at least has every interface.
    const implemented = name === 'Ant' ? INTERFACES : random.some(INTERFACES, 0.6);
    const inherited = implemented.flatMap((one) => interfaces.get(one) ?? []);
    const clause = implemented.length > 0 ? ` implements ${implemented.join(' & ')}` : '';
    return `type ${name}${clause} { ${fieldsOf([...inherited, ...random.some(FIELD_NAMES, 0.5), 'b'])} }`;
  });
  return [
    'scalar Json',
    'enum Colour { RED GREEN }',
    'union Pet = Ant | Bee | Cat',
    ...[...interfaces].map(([name, fields]) => `interface ${name} { ${fieldsOf(fields)} }`),
    ...objects,
    `type Query { ${random.times(4, (index) => `root${index}: ${generatedType(random, 0.9)}`).join(' ')} }`,
  ].join('\n');
}

export function generatedSchema(random: SeededRandom): GraphQLSchema {
  return buildSchema(generatedSdl(random));
}

function generatedType(random: SeededRandom, composite = 0.45): string {
  let type = random.pick(random.chance(composite) ? [...OBJECTS, ...INTERFACES, 'Pet'] : LEAVES);
  if (random.chance(0.35)) type += '!';
  while (random.chance(0.3)) type = `[${type}]${random.chance(0.35) ? '!' : ''}`;
  return type;
}
