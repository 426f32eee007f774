import { SnakeNaming, snakeCase } from './naming';

test.each([
  ['id', 'id'],
  ['householdId', 'household_id'],
  ['nameAr', 'name_ar'],
  ['nationalIDHash', 'national_id_hash'],
  ['day7Reminder', 'day7_reminder'],
])('%s is the column %s', (property, column) => {
  expect(snakeCase(property)).toBe(column);
});

describe('the names in the database', () => {
  const naming = new SnakeNaming();

  test('of a table is the one that the entity gives, or else its class in snake case', () => {
    expect(naming.tableName('Household', 'household')).toBe('household');
    expect(naming.tableName('ServiceLink', undefined)).toBe('service_link');
  });

  test('of the columns of an embedded value stand behind its own', () => {
    expect(naming.columnName('ar', undefined, ['legalName'])).toBe('legal_name_ar');
  });

  test('of a column that was named stays', () => {
    expect(naming.columnName('createdAt', 'made_on', [])).toBe('made_on');
  });
});
