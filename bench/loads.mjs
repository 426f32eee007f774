/** What is asked of each service: its main entity by ids and by page, and where rows are about people also others. */
import { columnsOf, instant, localized, selectionOf } from './lib/shapes.mjs';

const person = {
  type: 'Person',
  table: 'person',
  fields: {
    id: 'id',
    name: localized('name'),
    birthDate: 'birth_date',
    sex: 'sex',
    nationalId: 'national_id',
    diedOn: 'died_on',
    deathEvidence: 'death_evidence',
    registeredAt: instant('registered_at'),
  },
};
const household = {
  type: 'Household',
  table: 'household',
  fields: {
    id: 'id',
    referenceNumber: 'reference_number',
    governorate: 'governorate',
    formedOn: 'formed_on',
    registeredAt: instant('registered_at'),
    dissolvedOn: 'dissolved_on',
  },
};
const area = {
  type: 'Area',
  table: 'area',
  fields: { id: 'id', kind: 'kind', governorate: 'governorate', name: localized('name') },
};
const ngo = {
  type: 'Ngo',
  table: 'ngo',
  fields: {
    id: 'id',
    name: localized('name'),
    kind: 'kind',
    fieldsOfWork: 'fields_of_work',
    seatGovernorate: 'seat_governorate',
    governorates: 'governorates',
    registrationNumber: 'registration_number',
    legalPersonalityFrom: 'legal_personality_from',
    regularisedOn: 'regularised_on',
  },
};
const careHome = {
  type: 'CareHome',
  table: 'care_home',
  fields: {
    id: 'id',
    name: localized('name'),
    kind: 'kind',
    governorate: 'governorate',
    address: 'address',
    capacity: 'capacity',
    occupied: 'occupied',
    licensedFrom: 'licensed_from',
    licensedUntil: 'licensed_until',
    grade: 'grade',
  },
};
const loan = {
  type: 'Loan',
  table: 'loan',
  fields: {
    id: 'id',
    reference: 'reference',
    governorate: 'governorate',
    principal: 'principal',
    term: 'term',
    disbursedOn: 'disbursed_on',
    state: 'state',
    credit: 'credit',
    oldestUnpaidDueOn: 'oldest_unpaid_due_on',
    closedOn: 'closed_on',
    borrowerDiedOn: 'borrower_died_on',
  },
};
const product = {
  type: 'Product',
  table: 'product',
  fields: {
    id: 'id',
    name: localized('name'),
    price: 'price',
    stock: 'stock',
    pictures: 'pictures',
    state: 'state',
  },
};

const byIds = (of, count) => ({
  title: `${count} × ${of.type}`,
  kind: 'entities',
  of,
  count,
  query: `query ($references: [_Any!]!) { _entities(representations: $references) { ... on ${of.type} { ${selectionOf(of.fields)} } } }`,
});

/** A page after a row; `orderBy` are properties and columns of the order, `where` the rows that the list has. */
const page = (of, field, { orderBy = [], descending = false, where = 'true' } = {}, rows = 50) => ({
  title: `page of ${rows} × ${of.type}`,
  kind: 'page',
  of,
  rows,
  field,
  order: [...orderBy, { property: 'id', column: 'id' }],
  descending,
  where,
  query: `query ($after: String) { ${field}(first: ${rows}, after: $after) { nodes { ${selectionOf(of.fields)} } pageInfo { hasNextPage endCursor } } }`,
});

const createdAt = [{ property: 'createdAt', column: 'created_at' }];

/** `shown`: each answer is kept in the audit trail. */
const shown = (load) => ({ ...load, isShowing: true });

export const SERVICES = {
  beneficiaries: {
    database: 'beneficiaries',
    loads: [
      shown(byIds(person, 10)),
      shown(byIds(person, 100)),
      shown(
        page(household, 'households', {
          orderBy: [{ property: 'registeredAt', column: 'registered_at' }],
          where: 'dissolved_on is null',
        }),
      ),
      byIds(area, 10),
      byIds(area, 100),
      page(area, 'areas'),
    ],
  },
  ngos: {
    database: 'ngos',
    loads: [
      byIds(ngo, 10),
      byIds(ngo, 100),
      page(ngo, 'ngoRegister', { orderBy: [{ property: 'sortName', column: 'sort_name' }] }),
    ],
  },
  'care-homes': {
    database: 'care_homes',
    loads: [byIds(careHome, 10), byIds(careHome, 100), page(careHome, 'careHomes', { orderBy: createdAt })],
  },
  microfinance: {
    database: 'microfinance',
    loads: [
      shown(byIds(loan, 10)),
      shown(byIds(loan, 100)),
      shown(page(loan, 'loans', { orderBy: createdAt, descending: true })),
      byIds(product, 10),
      byIds(product, 100),
      page(product, 'products', { orderBy: createdAt, descending: true }),
    ],
  },
};

/** The SQL that answers a load, as one would write it by hand; a page's last columns are those of its order. */
export function sqlOf({ kind, of: { table, fields }, order, descending, where, rows }) {
  const columns = columnsOf(fields).join(', ');
  if (kind === 'entities') return `select ${columns} from ${table} where id = any($1)`;
  const keys = order.map(({ column }) => column);
  const placeholders = keys.map((_, index) => `$${index + 1}`).join(', ');
  const direction = descending ? ' desc' : '';
  return (
    `select ${columns}, ${keys.join(', ')} from ${table} where ${where}` +
    ` and (${keys.join(', ')}) ${descending ? '<' : '>'} (${placeholders})` +
    ` order by ${keys.map((key) => `${key}${direction}`).join(', ')} limit ${rows + 1}`
  );
}
