import { Kind, parse, visit } from 'graphql';
import { federated, type Federation } from './federation';
import type { Fault, FieldFault } from './faults';
import { Random } from './random';

/** A field of a service's type, with what is known of it. */
interface ServiceField {
  readonly service: string;
  readonly type: string;
  readonly field: string;
  readonly isRoot: boolean;
}

/** Draws what goes wrong, from among what an operation may touch. */
export class FaultDrawer {
  readonly #fields: readonly ServiceField[];
  readonly #entities: readonly { readonly service: string; readonly type: string }[];
  /** `service:Type.field` of fields that only one service answers and that no key or requirement needs. */
  readonly #plain: ReadonlySet<string>;
  readonly #marks: readonly string[];

  constructor(private readonly federation: Federation) {
    const fields: ServiceField[] = [];
    const entities: { service: string; type: string }[] = [];
    const needed = new Set<string>();
    for (const { name: service, sdl } of federation.services) {
      visit(parse(federated(sdl), { noLocation: true }), {
        ObjectTypeDefinition({ name: { value: type }, fields: own = [], directives = [] }) {
          const isRoot = type === 'Query' || type === 'Mutation';
          for (const { name } of own) fields.push({ service, type, field: name.value, isRoot });
          if (directives.some(({ name }) => name.value === 'key')) entities.push({ service, type });
        },
        Directive({ name, arguments: given = [] }) {
          if (!['key', 'requires', 'provides'].includes(name.value)) return;
          for (const { value } of given) {
            if (value.kind !== Kind.STRING) continue;
            for (const [word] of value.value.matchAll(/\w+/g)) needed.add(word);
          }
        },
      });
    }
    const owners = (wanted: ServiceField): number =>
      fields.filter(({ type, field }) => type === wanted.type && field === wanted.field).length;
    this.#fields = fields;
    this.#entities = entities;
    this.#plain = new Set(fields.filter((one) => owners(one) === 1 && !needed.has(one.field)).map(keyOf));
    this.#marks = federation
      .createWorld()
      .entities()
      .flatMap(({ mark }) => mark ?? []);
  }

  /** One or two faults among what the operation asks for; when wished, only such as the monolith can have too. */
  draw(operation: string, random: Random, isForMonolith: boolean): Fault[] {
    return Array.from({ length: random.chance(0.3) ? 2 : 1 }, () =>
      isForMonolith ? this.#fieldThatFails(operation, random, true) : this.#one(operation, random),
    );
  }

  /** Whether a monolith that has the same fields fail gives the same answer. */
  isKnownToMonolith(faults: readonly Fault[]): boolean {
    return faults.every((fault) => fault.kind === 'field fails' && this.#plain.has(keyOf(fault)));
  }

  #one(operation: string, random: Random): Fault {
    const drawn = random.next();
    const of = random.chance(0.5) ? null : random.pick(this.#marks);
    const service = random.pick(this.federation.services).name;
    if (drawn < 0.12) {
      return {
        kind: 'service is down',
        service,
        code: random.chance(0.5) ? 'SERVICE_UNAVAILABLE' : 'DEADLINE_EXCEEDED',
      };
    }
    if (drawn < 0.17) return { kind: 'answer is refused', service };
    if (drawn < 0.27) return { kind: 'entity is missing', ...random.pick(this.#entities), of };
    if (drawn < 0.37) return { kind: 'entity fails', ...random.pick(this.#entities), of };
    const fault = this.#fieldThatFails(operation, random, false);
    return drawn < 0.7 ? fault : { ...fault, kind: 'field is null' };
  }

  #fieldThatFails(operation: string, random: Random, isPlain: boolean): FieldFault {
    const asked = new Set(operation.match(/\w+/g));
    const fields = isPlain ? this.#fields.filter((field) => this.#plain.has(keyOf(field))) : this.#fields;
    const touched = fields.filter(({ field }) => asked.has(field));
    const { service, type, field, isRoot } = random.pick(touched.length > 0 ? touched : fields);
    const of = isRoot || random.chance(0.5) ? null : random.pick(this.#marks);
    return { kind: 'field fails', service, type, field, of };
  }
}

function keyOf({ service, type, field }: Pick<FieldFault, 'service' | 'type' | 'field'>): string {
  return `${service}:${type}.${field}`;
}
