import {
  baseType,
  isAbstractType,
  isCompositeType,
  possibleRuntimeTypes,
  type CompositeType,
  type FieldDefinition,
  type Supergraph,
} from '@apollo/federation-internals';

/** What each service knows of the types that a field's values may have. */
export class MemberTypes {
  readonly #differing = new Map<string, boolean>();
  #differingNames: ReadonlySet<string> | undefined;

  constructor(private readonly supergraph: Supergraph) {}

  /** The names of fields, of whatever type, of whose values services know different types. */
  get differingNames(): ReadonlySet<string> {
    return (this.#differingNames ??= new Set(
      this.supergraph.schema
        .objectTypes()
        .flatMap((type) => type.fields().filter(({ name }) => this.isDiffering(type.name, name)))
        .map(({ name }) => name),
    ));
  }

  /** Whether the services that have a field of this type know different types of its values. */
  isDiffering(typeName: string, fieldName: string): boolean {
    const coordinate = `${typeName}.${fieldName}`;
    let isDiffering = this.#differing.get(coordinate);
    if (isDiffering === undefined) {
      const type = this.supergraph.schema.type(typeName);
      const field = type && isCompositeType(type) ? type.field(fieldName) : undefined;
      isDiffering =
        field?.type !== undefined &&
        isAbstractType(baseType(field.type)) &&
        this.#known(typeName, fieldName) > 1;
      this.#differing.set(coordinate, isDiffering);
    }
    return isDiffering;
  }

  /** The object types that a service knows under a name; none for a name that it does not know. */
  objectsOf(service: string, typeName: string): string[] {
    const type = this.#service(service)?.schema.type(typeName);
    return type && isCompositeType(type) ? possibleRuntimeTypes(type).map(({ name }) => name) : [];
  }

  /** The object types that the values of a service's field may have; none when they are no objects. */
  valuesOf(service: string, typeName: string, fieldName: string): string[] {
    const type = this.#fieldOf(service, typeName, fieldName)?.type;
    return type ? this.objectsOf(service, baseType(type).name) : [];
  }

  /** Whether a service has to be asked which type a value of its field has. */
  isOfSeveral(service: string, typeName: string, fieldName: string): boolean {
    const type = this.#fieldOf(service, typeName, fieldName)?.type;
    return type !== undefined && isAbstractType(baseType(type));
  }

  /** Whether a service answers a field by itself, whatever the way to it. */
  isOwn(service: string, typeName: string, fieldName: string): boolean {
    const field = this.#fieldOf(service, typeName, fieldName);
    const metadata = this.#service(service)?.metadata();
    if (!field || !metadata) return false;
    return !metadata.isFieldExternal(field) && !field.hasAppliedDirective(metadata.requiresDirective());
  }

  #service(name: string) {
    return this.supergraph.subgraphs().get(name);
  }

  #fieldOf(service: string, typeName: string, fieldName: string): FieldDefinition<CompositeType> | undefined {
    const type = this.#service(service)?.schema.type(typeName);
    return type && isCompositeType(type) ? type.field(fieldName) : undefined;
  }

  /** How many different sets of types services know for a field's values. */
  #known(typeName: string, fieldName: string): number {
    const services = this.supergraph.subgraphs().names();
    const known = services.filter((service) => this.#fieldOf(service, typeName, fieldName));
    return new Set(known.map((service) => this.valuesOf(service, typeName, fieldName).sort().join())).size;
  }
}
