const marked = new WeakMap<object, readonly string[]>();

/**
 * Marks an entity whose rows are about people, and names the properties that hold the person ids, so that each
 * showing of such a row is kept in the audit trail: `@PersonalRecord('id')` on Person, `@PersonalRecord('personId')`
 * on what belongs to a person. These columns are read along whenever the entity is, so a role that reads it needs
 * the right to them.
 */
export function PersonalRecord(...personIdProperties: [string, ...string[]]): ClassDecorator {
  return (entity) => {
    marked.set(entity, personIdProperties);
  };
}

/** The properties that hold person ids; none when the entity is not about people. */
export function personIdPropertiesOf(entity: object): readonly string[] {
  return marked.get(entity) ?? [];
}
