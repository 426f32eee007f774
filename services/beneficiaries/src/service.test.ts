import { getNamedType, isObjectType } from 'graphql';
import { existsFor, type AccessDeclaration } from '@solidarity/subgraph-kit/access/access';
import type { Audience } from '@solidarity/subgraph-kit/access/caller';
import { buildSubgraph } from '@solidarity/subgraph-kit/schema/build';
import { service } from './service';

const { schema, sdl } = buildSubgraph(service.subgraph);

/** Every field that exists for a kind of client, as 'Type.field', with the type that it leads to. */
function fieldsFor(audience: Audience): { name: string; leadsTo: string }[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('_')
      ? Object.values(type.getFields())
          .filter(({ extensions }) => {
            const access = extensions['access'] as AccessDeclaration | undefined;
            return access !== undefined && existsFor(access, audience);
          })
          .map(({ name, type: leadsTo }) => ({
            name: `${type.name}.${name}`,
            leadsTo: getNamedType(leadsTo).name,
          }))
      : [],
  );
}

const ABOUT_PEOPLE =
  /^(Person|Household|Membership|Headship|ServiceConsent|AddressCoordinates|BenefitApplication|Enrolment|Suspension|Payment(?!Cycle|Reconciliation)|Grievance|DamanCase|EligibilityAssessment|Withholding|Compliance|(Register|Move|Add|End|Correct|Mark|Record|Withdraw|Apply|Decide|File|Assess).*Payload)/;

describe('the registry in the graph', () => {
  test.each(['public', 'marketplace'] as const)(
    'shows a %s client areas and programmes, and nobody who lives in them or is paid by them',
    (audience) => {
      const fields = fieldsFor(audience);

      const roots = fields.filter(({ name }) => /^(Query|Mutation)\./.test(name)).map(({ name }) => name);
      expect(roots.sort()).toEqual([
        'Query.area',
        'Query.areas',
        'Query.factKinds',
        'Query.governorates',
        'Query.programme',
        'Query.programmes',
      ]);
      expect(
        fields.filter(({ name, leadsTo }) => ABOUT_PEOPLE.test(name) || ABOUT_PEOPLE.test(leadsTo)),
      ).toEqual([]);
    },
  );

  test('lets a citizen tell facts, apply and object, and a partner change nothing else', () => {
    const mutations = fieldsFor('partner').filter(({ name }) => name.startsWith('Mutation.'));

    expect(mutations.map(({ name }) => name).sort()).toEqual([
      'Mutation.applyForBenefit',
      'Mutation.assessEligibility',
      'Mutation.fileGrievance',
      'Mutation.recordFacts',
      'Mutation.withdrawApplication',
      'Mutation.withdrawGrievance',
    ]);
  });

  test('asks a scope for every field about people but their ids', () => {
    const open = fieldsFor('internal')
      .filter(({ name }) => ABOUT_PEOPLE.test(name) && !/Payload\.|Connection\.|Edge\./.test(name))
      .filter(({ name }) => {
        const [type = '', field = ''] = name.split('.');
        const object = schema.getType(type);
        const access = isObjectType(object)
          ? (object.getFields()[field]?.extensions['access'] as AccessDeclaration)
          : null;
        return access?.scopes.length === 0;
      });

    expect(open.map(({ name }) => name).sort()).toEqual([
      'BenefitApplication.id',
      'Enrolment.id',
      'Grievance.id',
      'Household.id',
      'Payment.id',
      'Person.id',
      'Suspension.id',
    ]);
  });

  test('owns people, households and areas, and adds to organisations', () => {
    const entities = [...sdl.matchAll(/^type (\w+) @key/gm)].map(([, name]) => name);

    expect(entities.sort()).toEqual([
      'Area',
      'BenefitApplication',
      'DamanBatch',
      'DamanCase',
      'EligibilityAssessment',
      'Enrolment',
      'Grievance',
      'Household',
      'Ngo',
      'Payment',
      'PaymentCycle',
      'Person',
      'Programme',
      'Suspension',
    ]);
  });
});
