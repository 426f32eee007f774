import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

/** `householdId` → `household_id`, `nationalIDHash` → `national_id_hash`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/**
 * Tables are named as the entity says, columns in snake case, and the columns of an embedded value after it:
 * `name.ar` is the column `name_ar`.
 */
export class SnakeNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override tableName(className: string, givenName: string | undefined): string {
    return givenName ?? snakeCase(className);
  }

  override columnName(propertyName: string, givenName: string | undefined, embeddedIn: string[]): string {
    return [...embeddedIn.map(snakeCase), givenName ?? snakeCase(propertyName)].join('_');
  }
}
