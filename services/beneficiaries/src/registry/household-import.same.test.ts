import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { householdList, listDesk, listed, listedHead, type ListRow } from '../testing/household-lists';
import { aKnownNgo, hearOf } from '../testing/ngos';
import { mutate, register, registryService, type MemberInput } from '../testing/registry';

/** Both services are told by one and the same case worker. */
const worker = aCaller('case_worker', { governorate: 'EG_GZ' }, 'worker-giza');
const RECORD = `mutation ($input: RecordServiceConsentInput!) {
  recordServiceConsent(input: $input) { consent { id } errors { code } }
}`;

let byHand: TestService;
let byList: TestService;
let desk: ImportingService;

beforeAll(async () => {
  [byHand, byList] = await Promise.all([registryService(), registryService()]);
  desk = await listDesk(byList);
});

afterAll(async () => {
  await desk.end();
  await Promise.all([byHand.close(), byList.close()]);
});

const HOUSEHOLDS: readonly (readonly ListRow[])[] = [
  [
    listedHead('A', {
      ...{ nameEn: 'Mohamed Ali', latitude: '30.01', longitude: '31.2' },
      ...{ consentKind: 'WRITTEN', consentGivenOn: '2026-11-01', consentEvidence: 'form 17' },
    }),
    listed('A', 'SPOUSE', { birthDate: '1980-05-01', sex: 'MALE' }),
    listed('A', 'CHILD', { nationalId: '32407082100017' }),
  ],
  [
    listedHead('B', {
      ...{
        documentKind: 'PASSPORT',
        documentCountry: 'SD',
        documentNumber: 'P 123-45',
        formedOn: '2021-06-30',
      },
      ...{ birthDate: '1990-03-04', sex: 'FEMALE', consentKind: 'WITNESSED', consentEvidence: 'form 18' },
    }),
  ],
];

/** What the desk of the registry is told, as the list says it. */
function asMember({
  relationship,
  nationalId,
  nameAr,
  nameEn,
  birthDate,
  sex,
  ...row
}: ListRow): MemberInput {
  const document = {
    kind: row['documentKind'],
    country: row['documentCountry'],
    number: row['documentNumber'],
  };
  return {
    relationship: relationship ?? '',
    person: {
      name: { ar: nameAr, en: nameEn },
      ...(nationalId ? { nationalId } : { document }),
      ...{ birthDate, sex },
    },
  };
}

async function bringByHand(ngoId: string): Promise<void> {
  for (const [head = {}, ...others] of HOUSEHOLDS) {
    const { latitude, longitude } = head;
    const coordinates = latitude ? { latitude: Number(latitude), longitude: Number(longitude) } : null;
    const { household, errors } = await register(byHand, [head, ...others].map(asMember), {
      ...{ caller: worker, formedOn: head['formedOn'] ?? '' },
      address: { areaId: head['areaId'], line: head['address'], coordinates },
    });
    expect(errors).toEqual([]);
    const consent = {
      ...{ householdId: household?.id, givenById: household?.head.id, ngoId, idempotencyKey: randomUUID() },
      ...{ kind: head['consentKind'], givenOn: head['consentGivenOn'], evidence: head['consentEvidence'] },
    };
    await mutate(byHand, worker, RECORD, consent);
  }
}

const WRITTEN = `
  select to_jsonb(person) - 'registered_at' - 'household_id' || jsonb_build_object('household', person.household_id) as row, 'person' as name from person
  union all select to_jsonb(household) - 'registered_at', 'household' from household
  union all select to_jsonb(headship), 'headship' from headship
  union all select to_jsonb(household_address), 'address' from household_address
  union all select to_jsonb(membership), 'membership' from membership
  union all select to_jsonb(service_consent) - 'recorded_at', 'consent' from service_consent
  union all select to_jsonb(state_transition) - 'at', 'step' from state_transition
  union all select jsonb_build_object('type', type, 'subject', subject, 'by', actor_role, 'payload', payload), 'event' from event where type <> 'ngo.standing_changed'
  union all select jsonb_build_object('action', action, 'entity', entity, 'people', person_ids, 'by', subject, 'role', role), 'audit' from audit_entry where action <> 'read'`;

/** All that was written, with the households named by their head and the ids of rows left out. */
async function written({ database }: TestService): Promise<string[]> {
  const heads = await database.owner<{ id: string; head: string }>(
    'select id, head_id as head from household',
  );
  const rows = await database.owner<{ name: string; row: Record<string, unknown> }>(WRITTEN);
  return rows
    .map(
      ({ name, row: { id, ...row } }) =>
        `${name} ${name === 'person' ? String(id) : ''} ${JSON.stringify(row)}`,
    )
    .map((text) => heads.reduce((told, { id, head }) => told.replaceAll(id, `household of ${head}`), text))
    .sort();
}

test('a list writes what the desk of the registry writes, row for row, event for event, entry for entry', async () => {
  const ngoId = await aKnownNgo(byHand);
  await hearOf(byList, ngoId, 'GOOD');

  await bringByHand(ngoId);
  const job = await desk.brought(worker, `households?source=${ngoId}`, householdList(HOUSEHOLDS.flat()));

  expect(job).toMatchObject({ state: 'COMMITTED', rowsRefused: 0, rowsCommitted: 4 });
  const [hand, list] = [await written(byHand), await written(byList)];
  expect(list).toEqual(hand);
  // people, households, headships, addresses, memberships, consents, steps, events, entries
  expect(list).toHaveLength(4 + 2 + 2 + 2 + 4 + 2 + 2 + 6 + 4);
});

test('events come in the order of the desk: of each household first its people, then itself', async () => {
  const order = ({ database }: TestService) =>
    database.owner(
      `select string_agg(type, ' ' order by seq) as types
         from (select seq, type, coalesce(payload->>'householdId', subject) as household from event) as told
        group by household order by 1`,
    );

  expect(await order(byList)).toEqual(await order(byHand));
});
