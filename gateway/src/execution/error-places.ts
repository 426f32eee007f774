import { isAbstractType, isObjectType, type GraphQLObjectType } from 'graphql';
import { isJsonObject, ownValue, type JsonObject } from './plan/json-objects';
import type { Place } from './plan/plan-run';
import type { Asked, Selection } from './response/selections';

/** Where a place of the tree leaves what the client asked for. */
interface NotAsked {
  readonly object: JsonObject;
  readonly key: string;
  /** The place of the object. */
  readonly above: Place;
  /** Of what was asked of the object, the places where the tree has nothing. */
  readonly lost: readonly Place[];
}

/**
 * Finds where in the client's answer something is to be told that went wrong in the tree. The two are not the same: a
 * service that knows an interface as one object (`@interfaceObject`) is asked for the fields of one type of all its
 * objects, and what fails at the others is nothing to the client.
 */
export class ErrorPlaces {
  constructor(
    private readonly asked: Asked,
    /** Keys that the plan needs for itself: without them something else is null, so their places are told. */
    private readonly required: ReadonlySet<string>,
  ) {}

  /** Where an error of a service's answer is told: nowhere when all that it took was not asked for. */
  ofError(tree: JsonObject, place: Place): readonly Place[] {
    const notAsked = this.#notAsked(tree, place);
    if (!notAsked) return [place];
    return Object.hasOwn(notAsked.object, notAsked.key) ? [] : notAsked.lost;
  }

  /** Where it is told that these places came to nothing: at those that were asked for, else at what holds them. */
  ofLack(tree: JsonObject, places: readonly Place[]): readonly Place[] {
    const asked: Place[] = [];
    const above = new Map<string, Place>();
    for (const place of places) {
      const notAsked = this.#notAsked(tree, place);
      if (notAsked) above.set(notAsked.above.join('.'), notAsked.above);
      else asked.push(place);
    }
    return asked.length > 0 ? asked : [...above.values()];
  }

  /** Null when the place is in the answer, or nobody knows. */
  #notAsked(tree: JsonObject, place: Place): NotAsked | null {
    let value: unknown = tree;
    let selection: Selection = this.asked.root;
    for (const [index, step] of place.entries()) {
      if (typeof step === 'number') {
        value = Array.isArray(value) ? value[step] : undefined;
        continue;
      }
      const object = isJsonObject(value) ? value : null;
      const type = object && this.#typeOf(object, selection);
      if (!type) return null;
      const { fields } = this.asked.selections.shapeOf(selection, type);
      const field = fields.find(({ key }) => key === step);
      if (!field) {
        if (this.required.has(step) || !this.#isAskedOfAny(selection, step)) return null;
        const above = place.slice(0, index);
        const lost = fields.filter(({ kind, key }) => kind === 'value' && !Object.hasOwn(object, key));
        return { object, key: step, above, lost: lost.map(({ key }) => [...above, key]) };
      }
      if (field.kind === 'typename' || !field.selection) return null;
      selection = field.selection;
      value = ownValue(object, step);
    }
    return null;
  }

  /** Null when it is not known what the object is, and so neither what was asked of it. */
  #typeOf(object: JsonObject, { type }: Selection): GraphQLObjectType | null {
    const said = ownValue(object, '__typename');
    const known = typeof said === 'string' ? this.asked.selections.schema.getType(said) : type;
    return isObjectType(known) ? known : null;
  }

  /** Whether a type is asked for it. A place that nobody has heard of is told as its service tells it. */
  #isAskedOfAny(selection: Selection, sought: string): boolean {
    const { selections } = this.asked;
    const { type } = selection;
    const possible = isAbstractType(type) ? selections.schema.getPossibleTypes(type) : [type];
    return possible.some((one) =>
      selections.shapeOf(selection, one).fields.some(({ key }) => key === sought),
    );
  }
}
