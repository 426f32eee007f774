import {
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLEnumType,
  type GraphQLLeafType,
  type GraphQLOutputType,
} from 'graphql';
import { graphqlName } from '../plan/unknown-plan';
import { ROOM } from './answer-bytes';
import { asciiStores } from './ascii-stores';
import { leafKind } from './leaf-values';
import {
  isFinished,
  type Asked,
  type Selection,
  type Selections,
  type Shape,
  type ValueField,
} from './selections';

/** Fields for which code is generated. The rest is walked. */
const MOST_GENERATED = 2_000;

/** Fields of one function: a longer one would not be made fast. */
const MOST_IN_FUNCTION = 60;
/** Types among which a chain of comparisons finds the right one; for more there is a table. */
const MOST_COMPARED = 8;

/** Code that writes a response, and what it refers to by number. */
export interface WriterCode {
  /** The body of a function that gives the function `(tree, p) => p`. */
  readonly source: string;
  /** Names of the values of each enum. */
  readonly enums: readonly ReadonlySet<string>[];
  /** For types that are many: which case each belongs to. */
  readonly tables: readonly ReadonlyMap<string, number>[];
  /** What is left to be written without code of its own. */
  readonly walked: readonly Selection[];
}

/**
 * Generates one function for each selection and type that is told alike, up to a number of fields; null when the root
 * alone has more. Throws UnknownPlan when a name is none of GraphQL's.
 */
export function writerCode(asked: Asked): WriterCode | null {
  return new WriterGeneration(asked.selections).generate(asked);
}

class WriterGeneration {
  readonly #enums = new Map<GraphQLEnumType, number>();
  readonly #tables: Map<string, number>[] = [];
  readonly #walked: Selection[] = [];
  readonly #selectionWriters = new Map<Selection, string>();
  readonly #shapeWriters = new Map<Shape, string>();
  readonly #functions: string[] = [];
  /** Functions that are called but not yet generated. */
  readonly #waiting: (() => void)[] = [];
  #names = 0;
  #fields = 0;

  constructor(private readonly selections: Selections) {}

  generate({ root, rootType }: Asked): WriterCode | null {
    const shape = this.selections.shapeOf(root, rootType);
    if (!this.#isAffordable([shape])) return null;
    const first = this.#shapeWriter(shape);
    // Not by recursion: what an operation asks for may be deep.
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) next();
    const enums = [...this.#enums.keys()].map((type) => new Set(type.getValues().map(({ name }) => name)));
    const source = `"use strict";\n${this.#functions.join('\n')}\nreturn ${first};`;
    return { source, enums, tables: this.#tables, walked: this.#walked };
  }

  /** The function that writes an object of a selection, by what its `__typename` says. */
  #selectionWriter(selection: Selection): string {
    const known = this.#selectionWriters.get(selection);
    if (known !== undefined) return known;
    const name = this.#newName('o');
    this.#selectionWriters.set(selection, name);
    this.#waiting.push(() => {
      this.#functions.push(`function ${name}(o,p){${this.#selectionBody(selection)}}`);
    });
    return name;
  }

  #selectionBody(selection: Selection): string {
    const { type } = selection;
    const shapes = this.#shapesOf(selection);
    if (!shapes || !this.#isAffordable(shapes.keys())) {
      this.#walked.push(selection);
      return `return walked(${this.#walked.length - 1},o,p)`;
    }
    const cases = [...shapes].map(([shape, typeNames]) => ({ writer: this.#shapeWriter(shape), typeNames }));
    if (!isObjectType(type)) return this.#choice(cases);
    const check = `const t=o.__typename;if(t!=='${graphqlName(type.name)}'&&t!==undefined)throw MISFIT;`;
    return `${check}return ${cases[0]?.writer}(o,p)`;
  }

  /** The ways in which the objects of a selection may be told, each with the types for which it is; null for too many. */
  #shapesOf(selection: Selection): Map<Shape, string[]> | null {
    const { schema } = this.selections;
    const { type } = selection;
    const typesOf = new Map<Shape, string[]>();
    for (const possible of isObjectType(type) ? [type] : schema.getPossibleTypes(type)) {
      if (this.selections.isSpent) return null;
      const shape = this.selections.shapeOf(selection, possible);
      const typeNames = typesOf.get(shape) ?? [];
      typesOf.set(shape, typeNames);
      typeNames.push(possible.name);
    }
    return typesOf;
  }

  #isAffordable(shapes: Iterable<Shape>): boolean {
    const added = [...shapes].filter((shape) => !this.#shapeWriters.has(shape));
    return added.reduce((sum, { fields }) => sum + fields.length, this.#fields) <= MOST_GENERATED;
  }

  #choice(cases: readonly { readonly writer: string; readonly typeNames: readonly string[] }[]): string {
    const isTable = cases.flatMap(({ typeNames }) => typeNames).length > MOST_COMPARED;
    const branches = cases.map(({ writer, typeNames }, index) => {
      const labels = isTable ? [`case ${index}:`] : typeNames.map((name) => `case '${graphqlName(name)}':`);
      return `${labels.join('')}return ${writer}(o,p);`;
    });
    if (isTable) {
      const entries = cases.flatMap(({ typeNames }, index) =>
        typeNames.map((name) => [name, index] as const),
      );
      this.#tables.push(new Map(entries));
    }
    const subject = isTable ? `tables[${this.#tables.length - 1}].get(o.__typename)` : 'o.__typename';
    return `switch(${subject}){${branches.join('')}default:throw MISFIT}`;
  }

  #shapeWriter(shape: Shape): string {
    const known = this.#shapeWriters.get(shape);
    if (known !== undefined) return known;
    const name = this.#newName('s');
    this.#shapeWriters.set(shape, name);
    this.#fields += shape.fields.length;
    this.#waiting.push(() => this.#writeShape(name, shape));
    return name;
  }

  #writeShape(name: string, { fields }: Shape): void {
    const parts: string[] = [];
    let constant = '{';
    let code = '';
    for (const [index, field] of fields.entries()) {
      constant += `${index > 0 ? ',' : ''}"${graphqlName(field.responseName)}":`;
      if (field.kind === 'typename') {
        if (field.typeName === null) throw new Error('Code is generated for object types only.');
        constant += `"${graphqlName(field.typeName)}"`;
      } else {
        code += `${asciiStores(constant)}v=${ownProperty(field.key)};${this.#valueCode('v', field.type, field, 0)}`;
        constant = '';
      }
      if ((index + 1) % MOST_IN_FUNCTION !== 0) continue;
      parts.push(code);
      code = '';
    }
    parts.push(`${code}${asciiStores(`${constant}}`)}`);
    this.#functions.push(...functionsOf(name, parts));
  }

  /** Writes the value of variable `v`. */
  #valueCode(v: string, type: GraphQLOutputType, field: ValueField, depth: number): string {
    const isNullable = !isNonNullType(type);
    const inner = isNullable ? type : type.ofType;
    const otherwise = isNullable ? `p=writeNull(${v},p);` : 'throw MISFIT;';
    if (isListType(inner)) {
      const [i, item] = [`i${depth}`, `v${depth}`];
      const itemCode = this.#valueCode(item, inner.ofType, field, depth + 1);
      const loop = `for(let ${i}=0;${i}<${v}.length;${i}++){if(${i}>0)bytes[p++]=44;const ${item}=${v}[${i}];${itemCode}if(p>${ROOM})p=makeRoom(p)}`;
      return `if(Array.isArray(${v})){bytes[p++]=91;${loop}bytes[p++]=93}else ${otherwise}`;
    }
    if (field.selection) {
      const writer = this.#selectionWriter(field.selection);
      return `if(typeof ${v}==='object'&&${v}!==null)p=${writer}(${v},p);else ${otherwise}`;
    }
    if (isFinished(field) || !isLeafType(inner)) return anyCode(v, isNullable);
    return this.#leafCode(v, inner, isNullable, otherwise);
  }

  #leafCode(v: string, type: GraphQLLeafType, isNullable: boolean, otherwise: string): string {
    switch (leafKind(type)) {
      case 'String':
        return `if(typeof ${v}==='string')p=writeString(${v},p);else ${otherwise}`;
      case 'ID':
        return `if(typeof ${v}==='string')p=writeString(${v},p);else if(typeof ${v}==='number')p=writeInteger(${v},p);else ${otherwise}`;
      case 'Int':
        return `if(typeof ${v}==='number')p=writeInteger(${v},p);else ${otherwise}`;
      case 'Float':
        return `if(typeof ${v}==='number')p=writeNumber(${v},p);else ${otherwise}`;
      case 'Boolean':
        return `if(${v}===true){${asciiStores('true')}}else if(${v}===false){${asciiStores('false')}}else ${otherwise}`;
      case 'enum':
        return `if(enums[${this.#enumOf(type as GraphQLEnumType)}].has(${v}))p=writeString(${v},p);else ${otherwise}`;
      case 'any':
        return anyCode(v, isNullable);
    }
  }

  #enumOf(type: GraphQLEnumType): number {
    const index = this.#enums.get(type) ?? this.#enums.size;
    this.#enums.set(type, index);
    return index;
  }

  #newName(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }
}

function anyCode(v: string, isNullable: boolean): string {
  const check = isNullable ? '' : `if(${v}===null||${v}===undefined||typeof ${v}==='function')throw MISFIT;`;
  return `${check}p=writeAny(${v},p);`;
}

/** Every other inherited property of a JSON object is a function, which is known not to be data. */
function ownProperty(key: string): string {
  return key === '__proto__' ? `Object.hasOwn(o,'__proto__')?o.__proto__:undefined` : `o.${graphqlName(key)}`;
}

/** One function for each part; the first calls the others. */
function functionsOf(name: string, parts: readonly string[]): string[] {
  const end = `return p>${ROOM}?makeRoom(p):p`;
  const rest = parts.slice(1).map((code, index) => `function ${name}_${index + 1}(o,p){let v;${code}${end}}`);
  const calls = rest.map((_, index) => `p=${name}_${index + 1}(o,p);`);
  return [`function ${name}(o,p){let v;${parts[0]}${calls.join('')}${end}}`, ...rest];
}
