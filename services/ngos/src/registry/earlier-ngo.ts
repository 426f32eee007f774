/**
 * NGOs older than Law 149/2019 stand in the register from the day of their old registration. The earlier law licenses
 * them until the last day on which they can regularise (data: a year from the by-laws, reopened by Law 23/2022).
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { LicencePeriod } from './licence';
import { refusals } from './refusals';
import type { RegularisationRules } from './registry-rules';

export function refuseEarlierNgo(
  registeredOn: PlainDate,
  { registeredBefore }: RegularisationRules,
): Refusal | null {
  return registeredOn < registeredBefore
    ? null
    : refusal(refusals.REGISTERED_UNDER_THIS_LAW, { lawFrom: registeredBefore }, 'input.registeredOn');
}

export function earlierLicence(registeredOn: PlainDate, { lastDay }: RegularisationRules): LicencePeriod {
  return { validFrom: registeredOn, validUntil: lastDay };
}
