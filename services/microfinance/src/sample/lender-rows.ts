import type { ClientBase } from 'pg';
import { LENDERS, lenderOf, type SampleLender } from '@solidarity/subgraph-kit/sample/lenders';
import { LOAN_PRODUCTS, type SampleLoanProduct } from '@solidarity/subgraph-kit/sample/loan-products';
import { ngoOf } from '@solidarity/subgraph-kit/sample/organisations';
import type { SampleSize } from '@solidarity/subgraph-kit/sample/size';
import { conditionsColumns, conditionsOf } from './conditions';
import { sampleId } from './ids';
import { SampleTables, type SampleRow } from './rows';

const AGES = { least: 21, most: 65 };

export const loanProductId = (lenderIndex: number, product: SampleLoanProduct): string =>
  sampleId('loanProduct', lenderIndex, LOAN_PRODUCTS.indexOf(product));

/** Every NGO's standing as it would have been heard, the lenders with their licences, and what each of them offers. */
export async function loadLenders(client: ClientBase, size: SampleSize): Promise<void> {
  const tables = new SampleTables([
    'ngo_standing',
    'lender',
    'lender_licence',
    'loan_product',
    'state_transition',
  ]);
  for (let index = 0; index < size.ngos; index += 1) {
    const { id, standing, standingSince, licensedUntil } = ngoOf(index);
    tables.add('ngo_standing', { ngo_id: id, standing, since: standingSince, licensed_until: licensedUntil });
  }
  for (let index = 0; index < LENDERS; index += 1) {
    const lender = lenderOf(index);
    const offered = LOAN_PRODUCTS.filter(({ lenderKind }) => lenderKind === lender.kind);
    tables.add('lender', lenderRow(lender));
    tables.add('lender_licence', licenceRow(lender));
    tables.add('loan_product', ...offered.map((product) => productRow(lender, product)));
    tables.add('state_transition', ...offered.map((product) => offerStep(lender, product)));
  }
  await tables.write(client);
}

function lenderRow({ id, kind, ngoId, name, licensedFrom }: SampleLender): SampleRow {
  return {
    id,
    kind,
    ngo_id: ngoId,
    name_ar: name.ar,
    name_en: name.en,
    created_at: `${licensedFrom}T09:00:00Z`,
  };
}

function licenceRow({
  index,
  id,
  licenceNumber,
  category,
  licensedFrom,
  licensedUntil,
}: SampleLender): SampleRow {
  return {
    ...{ id: sampleId('licence', index), lender_id: id, number: licenceNumber, category },
    ...{ valid_from: licensedFrom, valid_until: licensedUntil },
  };
}

function productRow(lender: SampleLender, product: SampleLoanProduct): SampleRow {
  const { name, leastAmount, mostAmount, terms, forWomenOnly, kind } = product;
  return {
    ...{ id: loanProductId(lender.index, product), lender_id: lender.id, name_ar: name.ar, name_en: name.en },
    description_ar: `${name.ar}: من ${leastAmount} إلى ${mostAmount} جنيه`,
    description_en: `${name.en}: from EGP ${leastAmount} to EGP ${mostAmount}`,
    ...{ state: 'OFFERED', is_in_kind: kind === 'MASTOURA', only_for: forWomenOnly ? 'FEMALE' : null },
    ...{ min_amount: leastAmount, max_amount: mostAmount, min_age: AGES.least, max_age: AGES.most },
    ...{ min_term: Math.min(...terms), max_term: Math.max(...terms) },
    ...conditionsColumns(conditionsOf(product)),
    created_at: `${lender.licensedFrom}T10:00:00Z`,
  };
}

function offerStep(lender: SampleLender, product: SampleLoanProduct): SampleRow {
  return {
    ...{ subject_type: 'loan_product', subject_id: loanProductId(lender.index, product), ordinal: 1 },
    ...{
      from_state: null,
      to_state: 'OFFERED',
      action: 'offer',
      by_subject: 'sample',
      by_role: 'lender_officer',
    },
    ...{ at: `${lender.licensedFrom}T10:00:00Z`, on_date: lender.licensedFrom, reason: null },
  };
}
