import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { missingDocuments } from '../enrolment/application';
import { BenefitApplication } from '../enrolment/application.entity';
import { BenefitDocument } from '../enrolment/case.entity';
import { isRecertificationOverdue } from '../enrolment/enrolment';
import { Enrolment } from '../enrolment/enrolment.entity';
import { Suspension } from '../enrolment/suspension.entity';
import { documentsAsked, ENROLMENT_TERMS, enrolmentTerms } from '../enrolment/terms';
import { Programme } from '../programmes/programme.entity';
import { applicationInWords, DOCUMENT_WORDS, enrolmentInWords, type WithheldMonth } from './enrolment-words';
import type { ApplicationStanding, EnrolmentStanding } from './standing.entity';

/** More than a family asks about at once. */
const MOST_CASES = 20;
/** More papers no application has. */
const MOST_PAPERS = 100;

const ENROLMENT = ['programmeId', 'state', 'entitledFrom', 'entitledUntil', 'exitReason', 'recertifyBy'];

/** The enrolments of a household with what each means. */
export async function enrolmentStandings(
  { reads, today }: ServiceContext,
  householdId: string,
): Promise<EnrolmentStanding[]> {
  const latest = { orderBy: ['enrolledOn'] as const, descending: true, limit: MOST_CASES };
  const enrolments = await reads.byParent(Enrolment, 'householdId', householdId, ENROLMENT, latest);
  return Promise.all(
    enrolments.map(async (enrolment): Promise<EnrolmentStanding> => {
      const [programme, suspension, withheld] = await Promise.all([
        programmeName(reads, enrolment.programmeId),
        lastingSuspension(reads, enrolment.id),
        reads.batch('withheld and not paid', enrolment.id, (ids) => withheldOf(reads, ids)),
      ]);
      return {
        enrolmentId: enrolment.id,
        inWords: enrolmentInWords({ ...enrolment, programme, suspension, withheld }, today),
        decidersWords:
          enrolment.state === 'SUSPENDED' && suspension ? { ar: suspension.reason, en: null } : null,
        recertifyBy: enrolment.state === 'EXITED' ? null : enrolment.recertifyBy,
        isRecertificationOverdue: isRecertificationOverdue(enrolment, today),
      };
    }),
  );
}

async function lastingSuspension(reads: Reads, enrolmentId: string): Promise<Suspension | null> {
  const columns = ['fromMonth', 'reasonCode', 'reason'];
  const where = { untilMonth: null, isAnnulled: false };
  const [lasting] = await reads.byParent(Suspension, 'enrolmentId', enrolmentId, columns, {
    where,
    limit: 1,
  });
  return lasting ?? null;
}

/** Of months of which no cycle has been sent: what was sent tells what it withheld by its lines. */
const WITHHELD = `
  select enrolment_id as "enrolmentId", month::text as month, percent::text as percent from withholding
   where enrolment_id = any ($1::uuid[]) and annulled_on is null
     and not exists (select from payment join payment_cycle cycle on cycle.id = payment.cycle_id
                      where payment.enrolment_id = withholding.enrolment_id
                        and cycle.month = withholding.month and cycle.sent_at is not null)
   order by enrolment_id, month`;

async function withheldOf(reads: Reads, enrolmentIds: readonly string[]): Promise<WithheldMonth[][]> {
  const rows = await reads.rows<WithheldMonth & { readonly enrolmentId: string }>(WITHHELD, [
    [...enrolmentIds],
  ]);
  return enrolmentIds.map((id) => rows.filter(({ enrolmentId }) => enrolmentId === id));
}

const APPLICATION = ['number', 'programmeId', 'state', 'submittedOn'];

/** The applications of a household with what each waits for. */
export async function applicationStandings(
  { reads }: ServiceContext,
  householdId: string,
): Promise<ApplicationStanding[]> {
  const latest = { orderBy: ['submittedOn'] as const, descending: true, limit: MOST_CASES };
  const found = reads.byParent(BenefitApplication, 'householdId', householdId, APPLICATION, latest);
  return Promise.all(
    (await found).map(async (application): Promise<ApplicationStanding> => {
      const [programme, missing] = await Promise.all([
        programmeName(reads, application.programmeId),
        missingPapers(reads, application),
      ]);
      const { id: applicationId, state, number } = application;
      return { applicationId, inWords: applicationInWords(state, { number, programme }), missing };
    }),
  );
}

/** What is still to be brought, by the terms of the day on which the application was handed in. */
async function missingPapers(
  reads: Reads,
  { id, programmeId, state, submittedOn }: BenefitApplication,
): Promise<LocalizedText[]> {
  if (state !== 'SUBMITTED') return [];
  const { value } = await rulesOn(reads, ENROLMENT_TERMS, submittedOn, enrolmentTerms);
  const order = { orderBy: ['seq'] as const, limit: MOST_PAPERS };
  const papers = await reads.byParent(BenefitDocument, 'applicationId', id, ['kind', 'isVerified'], order);
  return missingDocuments(documentsAsked(value, programmeId), papers).map((kind) => DOCUMENT_WORDS[kind]);
}

/** The name of a programme; its code should it ever have none. */
export async function programmeName(reads: Reads, programmeId: string): Promise<LocalizedText> {
  const programme = await reads.one(Programme, programmeId, ['name']);
  return programme?.name ?? { ar: programmeId, en: programmeId };
}
