import { Kind, print, type FieldNode, type SelectionSetNode } from 'graphql';
import type { JoinFacts } from './join-facts';
import { fieldsIn } from './plan-walk';

/** A field with the arguments of some `@requires`, which plans know as a field of its own. */
export interface RequiredVariant {
  readonly name: string;
  readonly field: string;
  readonly arguments: NonNullable<FieldNode['arguments']>;
  /** The services that require it. */
  readonly services: Set<string>;
}

/** By the field's coordinate, `Type.field`, and then by the arguments as text. */
export type VariantsOfFields = ReadonlyMap<string, ReadonlyMap<string, RequiredVariant>>;

/**
 * Finds the fields of objects that are required with more than one choice of arguments. Left out are those that are
 * also required of an interface or a union, and those that something else than a requirement may ask for too.
 */
export function variantsOfFields(facts: JoinFacts): VariantsOfFields {
  const variants = new Map<string, Map<string, RequiredVariant>>();
  const unfit = namesFetchedOtherwise(facts);
  const taken = new Set([...facts.fields.values()].flatMap((fields) => [...fields.keys()]));
  for (const [coordinate, requirements] of facts.requirements) {
    const [typeName = ''] = coordinate.split('.');
    for (const { selection, service } of requirements) {
      eachRequired(selection, typeName, facts, (field, parent) => {
        if (isAbstract(parent, facts)) unfit.add(field.name.value);
        const ofField = variants.get(`${parent}.${field.name.value}`) ?? new Map<string, RequiredVariant>();
        variants.set(`${parent}.${field.name.value}`, ofField);
        const text = argumentsText(field);
        const variant = ofField.get(text) ?? variantOf(field, taken);
        ofField.set(text, variant);
        variant.services.add(service);
      });
    }
  }
  return new Map(
    [...variants].filter(
      ([coordinate, ofField]) => ofField.size > 1 && !unfit.has(coordinate.split('.').at(-1) ?? ''),
    ),
  );
}

/** The same text for the same arguments, in whatever order they are written. */
export function argumentsText({ arguments: given = [] }: FieldNode): string {
  return given
    .map((argument) => print(argument))
    .sort()
    .join();
}

/** The name of a field's type; empty when the field is not known. */
export function typeOfField({ name }: FieldNode, typeName: string, { fields }: JoinFacts): string {
  let type = fields.get(typeName)?.get(name.value)?.type;
  while (type && type.kind !== Kind.NAMED_TYPE) type = type.type;
  return type?.name.value ?? '';
}

function variantOf(field: FieldNode, taken: Set<string>): RequiredVariant {
  let number = 1;
  while (taken.has(`${field.name.value}__${number}`)) number += 1;
  const name = `${field.name.value}__${number}`;
  taken.add(name);
  return { name, field: field.name.value, arguments: field.arguments ?? [], services: new Set() };
}

/** Fields of keys, `@provides` and contexts, and those of interfaces, which their objects must have too. */
function namesFetchedOtherwise({ fetched, fields, possibleTypes, requirements }: JoinFacts): Set<string> {
  const required = new Set([...requirements.values()].flat().map(({ selection }) => selection));
  const names = new Set<string>();
  const addAll = (selection: SelectionSetNode): void => {
    for (const { field } of fieldsIn(selection, '', new Map())) {
      names.add(field.name.value);
      if (field.selectionSet) addAll(field.selectionSet);
    }
  };
  for (const selection of fetched) if (!required.has(selection)) addAll(selection);
  for (const [typeName, ofType] of fields) {
    if (isAbstract(typeName, { possibleTypes })) for (const name of ofType.keys()) names.add(name);
  }
  return names;
}

/** Tells of all fields that a requirement names, with the types on which it names them. */
export function eachRequired(
  selection: SelectionSetNode,
  type: string,
  facts: JoinFacts,
  told: (field: FieldNode, parent: string) => void,
): void {
  for (const { field, typeName } of fieldsIn(selection, type, new Map())) {
    told(field, typeName);
    if (field.selectionSet)
      eachRequired(field.selectionSet, typeOfField(field, typeName, facts), facts, told);
  }
}

function isAbstract(typeName: string, { possibleTypes }: Pick<JoinFacts, 'possibleTypes'>): boolean {
  return possibleTypes.get(typeName)?.[0] !== typeName;
}
