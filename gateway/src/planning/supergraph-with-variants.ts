import {
  Kind,
  print,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { selectionIn, servicesOf, type JoinFacts } from './join-facts';
import { argumentsText, typeOfField, type RequiredVariant, type VariantsOfFields } from './required-variants';

/**
 * When two `@requires` ask for one field with different arguments, the planner takes them for one and fetches the
 * field once. So in the supergraph that it plans on, each choice of arguments is a field of its own, without
 * arguments.
 */
export function supergraphWithVariants(
  supergraph: DocumentNode,
  variants: VariantsOfFields,
  facts: JoinFacts,
): DocumentNode {
  const writer = new VariantWriter(variants, facts, servicesOf(supergraph));
  return {
    ...supergraph,
    definitions: supergraph.definitions.map((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ? writer.typeWithVariants(definition) : definition,
    ),
  };
}

class VariantWriter {
  constructor(
    private readonly variants: VariantsOfFields,
    private readonly facts: JoinFacts,
    /** The services' names by the names that the supergraph's directives give them. */
    private readonly services: ReadonlyMap<string, string>,
  ) {}

  typeWithVariants(type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
    const typeName = type.name.value;
    const fields = (type.fields ?? []).flatMap((field): FieldDefinitionNode[] => {
      const directives = (field.directives ?? []).map((directive) => this.#requiring(directive, typeName));
      const ofField = this.variants.get(`${typeName}.${field.name.value}`);
      if (!ofField) return [{ ...field, directives }];
      const own = directives.filter((directive) => externalIn(directive) === null);
      const copies = [...ofField.values()].map((variant) => ({
        ...field,
        name: { ...field.name, value: variant.name },
        arguments: [],
        directives: directives.filter((directive) => this.#isOf(variant, directive)),
      }));
      return [{ ...field, directives: own }, ...copies];
    });
    return { ...type, fields };
  }

  /** A service may only say that a field is another's where it needs it. */
  #isOf({ services }: RequiredVariant, directive: ConstDirectiveNode): boolean {
    const graph = externalIn(directive);
    return graph === null || services.has(this.services.get(graph) ?? '');
  }

  /** A `@join__field` whose `requires` names the variants. */
  #requiring(directive: ConstDirectiveNode, typeName: string): ConstDirectiveNode {
    if (directive.name.value !== 'join__field') return directive;
    const given = directive.arguments?.map((argument): ConstArgumentNode => {
      if (argument.name.value !== 'requires' || argument.value.kind !== Kind.STRING) return argument;
      const value = print(this.#renamed(selectionIn(argument.value.value), typeName));
      return { ...argument, value: { ...argument.value, value } };
    });
    return given ? { ...directive, arguments: given } : directive;
  }

  #renamed({ selections, ...set }: SelectionSetNode, typeName: string): SelectionSetNode {
    const renamed = selections.map((node): SelectionNode => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return node;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const inner = node.typeCondition?.name.value ?? typeName;
        return { ...node, selectionSet: this.#renamed(node.selectionSet, inner) };
      }
      const selectionSet =
        node.selectionSet && this.#renamed(node.selectionSet, typeOfField(node, typeName, this.facts));
      const variant = this.variants.get(`${typeName}.${node.name.value}`)?.get(argumentsText(node));
      const name = variant ? { name: { ...node.name, value: variant.name }, arguments: [] } : {};
      return { ...node, ...name, ...(selectionSet ? { selectionSet } : {}) };
    });
    return { ...set, selections: renamed };
  }
}

/** The graph of `@join__field(graph: …, external: true)`. */
function externalIn({ name, arguments: given = [] }: ConstDirectiveNode): string | null {
  const valueOf = (wanted: string) => given.find((argument) => argument.name.value === wanted)?.value;
  const [graph, external] = [valueOf('graph'), valueOf('external')];
  if (name.value !== 'join__field' || graph?.kind !== Kind.ENUM) return null;
  return external?.kind === Kind.BOOLEAN && external.value ? graph.value : null;
}
