import { Kind, parse, type ConstDirectiveNode, type FieldDefinitionNode } from 'graphql';

/** Which service answers each field of the query's root: the field's name to the service's. */
export function rootFieldServices(supergraphSdl: string): ReadonlyMap<string, string> {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const names = new Map<string, string>();
  let fields: readonly FieldDefinitionNode[] = [];
  for (const definition of definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph') {
      for (const { name, directives = [] } of definition.values ?? []) {
        names.set(name.value, argumentOf(named(directives, 'join__graph')[0], 'name') ?? '');
      }
    }
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Query') {
      fields = definition.fields ?? [];
    }
  }
  return new Map(
    fields.flatMap((field): [string, string][] => {
      const graphs = named(field.directives ?? [], 'join__field').map((each) => argumentOf(each, 'graph'));
      const service = graphs.length === 1 ? names.get(graphs[0] ?? '') : undefined;
      return service === undefined ? [] : [[field.name.value, service]];
    }),
  );
}

function named(directives: readonly ConstDirectiveNode[], name: string): ConstDirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}

function argumentOf(directive: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}
