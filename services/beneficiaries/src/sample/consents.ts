import type { CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import { ngoOf, type SampleNgo } from '@solidarity/subgraph-kit/sample/organisations';
import type { SampleHousehold } from '@solidarity/subgraph-kit/sample/population';
import { servedBy } from '@solidarity/subgraph-kit/sample/served-households';
import { laterOf } from '../registry/period';

export const CONSENT_COLUMNS = [
  ...['id', 'household_id', 'ngo_id', 'kind', 'given_by_id', 'given_on', 'evidence', 'recorded_at'],
];

const known = new Map<number, SampleNgo>();

/** Organisations are few and serve many, so each is made once. */
function organisation(index: number): SampleNgo {
  const ngo = known.get(index) ?? ngoOf(index);
  known.set(index, ngo);
  return ngo;
}

/** The consent of a household to the organisation that serves it, if one does. */
export function* consentRows({ index, id, members, registeredOn }: SampleHousehold): Generator<CopyRow> {
  const ngoIndex = servedBy(index);
  if (ngoIndex === null) return;
  const ngo = organisation(ngoIndex);
  const givenOn = laterOf(registeredOn, ngo.standingSince);
  yield [
    // As the household's own, but told apart from it at sight.
    ...[`2a${id.slice(2)}`, id, ngo.id, 'WRITTEN', members[0].personId, givenOn],
    ...[`sample form ${index + 1}`, `${givenOn}T11:00:00Z`],
  ];
}

export const STANDING_COLUMNS = ['ngo_id', 'standing', 'since', 'licensed_until'];

/** What this service would have heard of so many organisations. */
export function* standingRows(ngos: number): Generator<CopyRow> {
  for (let index = 0; index < ngos; index += 1) {
    const { id, standing, standingSince, licensedUntil } = organisation(index);
    yield [id, standing, standingSince, licensedUntil];
  }
}
