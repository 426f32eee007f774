import fs from 'node:fs';
import path from 'node:path';
import { Kind, parse, type ObjectTypeDefinitionNode } from 'graphql';
import { SERVICE_NAMES, type ServiceName } from './house';

/** Who owns which entity; the others add to it. */
const OWNERS: Readonly<Record<string, ServiceName>> = {
  Person: 'beneficiaries',
  Household: 'beneficiaries',
  Area: 'beneficiaries',
  Programme: 'beneficiaries',
  EligibilityAssessment: 'beneficiaries',
  BenefitApplication: 'beneficiaries',
  Enrolment: 'beneficiaries',
  Suspension: 'beneficiaries',
  Payment: 'beneficiaries',
  PaymentCycle: 'beneficiaries',
  Grievance: 'beneficiaries',
  DamanBatch: 'beneficiaries',
  DamanCase: 'beneficiaries',
  Ngo: 'ngos',
  CareHome: 'care-homes',
  FosterApplication: 'care-homes',
  Lender: 'microfinance',
  LoanProduct: 'microfinance',
  LoanApplication: 'microfinance',
  Loan: 'microfinance',
  Craft: 'microfinance',
  Producer: 'microfinance',
  Product: 'microfinance',
};

const services = path.join(__dirname, '..', '..', 'services');

function entitiesOf(service: ServiceName): ObjectTypeDefinitionNode[] {
  const sdl = fs.readFileSync(path.join(services, service, 'schema.graphql'), 'utf8');
  return parse(sdl).definitions.filter(
    (node): node is ObjectTypeDefinitionNode =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION &&
      (node.directives ?? []).some(({ name }) => name.value === 'key'),
  );
}

test.each(SERVICE_NAMES)('%s: every entity has an owner', (service) => {
  const unowned = entitiesOf(service).filter(({ name }) => !OWNERS[name.value]);

  expect(unowned.map(({ name }) => name.value)).toEqual([]);
});

test.each(SERVICE_NAMES)('%s: its outage erases nothing that another service owns', (service) => {
  const added = entitiesOf(service).filter(({ name }) => OWNERS[name.value] !== service);
  const erasing = added.flatMap((type) =>
    (type.fields ?? [])
      .filter((field) => field.name.value !== 'id' && field.type.kind === Kind.NON_NULL_TYPE)
      .map((field) => `${type.name.value}.${field.name.value}`),
  );

  expect(erasing).toEqual([]);
});
