/** Families that ask to take a child in, judged by the same rules as real ones. */
import { createHash } from 'node:crypto';
import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import type { CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import { fosterApplicationOf, type SampleFosterApplication } from '@solidarity/subgraph-kit/sample/fostering';
import { ngoId } from '@solidarity/subgraph-kit/sample/ids';
import type { SampleMember } from '@solidarity/subgraph-kit/sample/population';
import { randomOf, type Random } from '@solidarity/subgraph-kit/sample/random';
import type { Sample } from '@solidarity/subgraph-kit/sample/size';
import { addDays, daysBetween, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { committeeDecision } from '../foster-families/committee';
import type { DocumentKind } from '../foster-families/documents';
import { assessEligibility, type FamilyFacts } from '../foster-families/eligibility';
import { CLOSED, fosterApplication, type FosterState } from '../foster-families/foster-application';
import type { FosterEligibility, FosterProcedure } from '../foster-families/rules';
import {
  HISTORY_COLUMNS,
  historyRows,
  noonOf,
  SAMPLE_SUBJECTS,
  type SampleStep,
  type TableRows,
} from './rows';

const { administration, ngo, officer, socialWorker } = SAMPLE_SUBJECTS;
const COMMITTEE = [officer, 'sample-member-1', 'sample-member-2'];
const REPORT = 'أسرة مستقرة ومسكن مناسب، وكلا الطرفين راغب في استقبال طفل.';
const REFUSED_BECAUSE = 'رأت اللجنة أن ظروف الأسرة لا تسمح باستقبال طفل في الوقت الحالي.';

/** The rules that a sample family is judged by. */
export interface FosterRules {
  readonly law: Rules<FosterEligibility>;
  readonly procedure: Rules<FosterProcedure>;
}

const EMPTY = () => ({
  application: {
    table: 'foster_application',
    columns: [
      ...['id', 'kind', 'state', 'state_since', 'applicant_person_id', 'spouse_person_id', 'married_on'],
      ...['area_id', 'address', 'monthly_income', 'wish_age_from', 'wish_age_to', 'wish_sex'],
      ...['wish_takes_siblings', 'assisted_by_ngo_id', 'started_by', 'submitted_on', 'created_at'],
    ],
    rows: [],
  } as TableRows,
  applicant: {
    table: 'foster_applicant',
    columns: [
      ...['id', 'application_id', 'person_id', 'place', 'birth_date', 'sex', 'marital_status', 'religion'],
      ...['schooling', 'trained_on', 'training_certificate', 'is_open'],
    ],
    rows: [],
  } as TableRows,
  document: {
    table: 'foster_document',
    columns: [
      'id',
      'application_id',
      'person_id',
      'kind',
      'number',
      'issued_on',
      'is_favourable',
      'received_by',
    ],
    rows: [],
  } as TableRows,
  study: {
    table: 'foster_home_study',
    columns: ['id', 'application_id', 'visited_on', 'report', 'is_recommended', 'studied_by', 'created_at'],
    rows: [],
  } as TableRows,
  decision: {
    table: 'foster_decision',
    columns: [
      ...['id', 'application_id', 'kind', 'decision', 'decided_on', 'decided_by'],
      ...['committee', 'home_study_id', 'studied_by', 'started_by', 'created_at'],
    ],
    rows: [],
  } as TableRows,
  history: { table: 'state_transition', columns: HISTORY_COLUMNS, rows: [] } as TableRows,
});
type FosterTables = ReturnType<typeof EMPTY>;

/** The tables of the foster families, in the order in which they are filled. */
export function fosterRows(sample: Sample, rules: FosterRules): TableRows[] {
  const tables = EMPTY();
  for (let index = 0; index < sample.size.fosterApplications; index += 1) {
    const application = fosterApplicationOf(sample, index);
    // Nobody else may apply, so a man by himself does not stand in the records either.
    if (application.spouse === null && application.applicant.sex === 'MALE') continue;
    addApplication(tables, application, rules, sample.population.today);
  }
  return Object.values(tables);
}

function addApplication(
  tables: FosterTables,
  application: SampleFosterApplication,
  { law, procedure }: FosterRules,
  today: PlainDate,
): void {
  const { id, index, household, applicant, spouse, submittedOn, assistingNgoIndex } = application;
  const random = randomOf('foster families', index);
  const people = [applicant, ...(spouse ? [spouse] : [])];
  const family = familyOf(application, people, procedure.value, addDays(submittedOn, -20));
  const days = daysOf(application, random, today);
  const eligibility = assessEligibility(family, law, procedure, days.checked);
  const goal = goalOf(application, eligibility.outcome === 'NOT_ELIGIBLE');
  const startedBy = assistingNgoIndex === null ? administration : ngo;
  const steps = stepsTo(goal, days, [
    startedBy,
    assistingNgoIndex === null ? 'ministry_admin' : 'ngo_partner',
  ]);
  const has = (state: FosterState) => steps.some(({ to }) => to === state);
  const last = steps.at(-1)?.on ?? submittedOn;

  tables.application.rows.push([
    ...[id, spouse ? 'COUPLE' : 'SINGLE_WOMAN', goal, noonOf(last), applicant.personId],
    ...[spouse?.personId ?? null, spouse ? household.marriedOn : null, household.areaId, household.address],
    ...[application.monthlyIncome, application.childAgeFrom, application.childAgeTo, application.childSex],
    ...[random.chance(0.25), assistingNgoIndex === null ? null : ngoId(assistingNgoIndex)],
    ...[startedBy, submittedOn, noonOf(days.started)],
  ]);
  people.forEach(({ personId, birthDate, sex, maritalStatus }, place) => {
    const isTrained = has('TRAINED');
    tables.applicant.rows.push([
      ...[idOf('applicant', index, place), id, personId, place + 1, birthDate, sex, maritalStatus],
      ...[household.religion, family.applicants[place]?.schooling ?? 'NONE'],
      ...[isTrained ? days.trained : null, isTrained ? `${1000 + index}/${place + 1}` : null],
      !CLOSED.includes(goal),
    ]);
  });
  family.documents.forEach(({ kind, personId, issuedOn, isFavourable }, place) => {
    const number = String(random.int(10_000, 99_999));
    tables.document.rows.push([
      ...[idOf('document', index, place), id, personId, kind, number, issuedOn, isFavourable, startedBy],
    ]);
  });
  const decided = (kind: string, decision: object, on: PlainDate, committee: CopyRow) =>
    tables.decision.rows.push([
      ...[idOf(kind, index, 0), id, kind, JSON.stringify(decision), on, officer, ...committee, noonOf(on)],
    ]);
  if (goal !== 'SUBMITTED') decided('ELIGIBILITY', eligibility, days.checked, [null, null, null, null]);
  if (has('HOME_STUDIED')) {
    const study = idOf('study', index, 0);
    tables.study.rows.push([
      study,
      id,
      days.studied,
      REPORT,
      goal !== 'REFUSED',
      socialWorker,
      noonOf(days.studied),
    ]);
    if (goal === 'WAITING' || goal === 'REFUSED') {
      const isApproved = goal === 'WAITING';
      const decision = committeeDecision(isApproved ? 'APPROVED' : 'REFUSED', eligibility, {
        ...{ isRecommended: isApproved, agreesToExceptions: isApproved },
        reason: isApproved ? null : REFUSED_BECAUSE,
      });
      decided('COMMITTEE', decision, days.decided, [COMMITTEE, study, socialWorker, startedBy]);
    }
  }
  tables.history.rows.push(...historyRows(fosterApplication.subjectType, id, steps));
}

/** Every paper that is asked for, saying what is hoped for. */
function familyOf(
  { household, applicantSchooling, spouseSchooling, monthlyIncome, spouse }: SampleFosterApplication,
  people: readonly SampleMember[],
  { documents: asked }: FosterProcedure,
  issuedOn: PlainDate,
): FamilyFacts {
  const paper = (kind: DocumentKind, personId: string | null) => ({
    kind,
    personId,
    issuedOn,
    isFavourable: true,
  });
  const ofFamily = [...asked.ofApplication, ...(spouse ? asked.ofCouple : asked.ofSingleWoman)];
  return {
    applicants: people.map(({ personId, birthDate, maritalStatus }, place) => ({
      ...{ personId, birthDate, maritalStatus, religion: household.religion },
      schooling: (place === 0 ? applicantSchooling : spouseSchooling) ?? 'NONE',
    })),
    marriedOn: spouse ? household.marriedOn : null,
    monthlyIncome,
    documents: [
      ...ofFamily.map((kind) => paper(kind, null)),
      ...people.flatMap(({ personId }) => asked.ofEachApplicant.map((kind) => paper(kind, personId))),
    ],
  };
}

type Days = Readonly<
  Record<'started' | 'submitted' | 'checked' | 'studied' | 'trained' | 'decided', PlainDate>
>;

/** The days of the steps: each takes its time, and steps that are still waited for began within the last months. */
function daysOf({ submittedOn, progress }: SampleFosterApplication, random: Random, today: PlainDate): Days {
  const spare = Math.max(0, daysBetween(submittedOn, today) - 60);
  const sinceThen = random.int(0, progress === 'APPROVED' ? spare : 60);
  const waited = progress === 'SUBMITTED' ? 0 : Math.max(0, spare - sinceThen);
  const share = (part: number) => addDays(submittedOn, Math.floor(waited * part));
  return {
    started: addDays(submittedOn, -10),
    submitted: submittedOn,
    checked: addDays(share(0.2), 8),
    studied: addDays(share(progress === 'STUDIED' ? 1 : 0.5), 24),
    trained: addDays(share(progress === 'TRAINED' ? 1 : 0.8), 38),
    decided: addDays(share(1), 55),
  };
}

function goalOf({ progress }: SampleFosterApplication, isExcluded: boolean): FosterState {
  if (progress === 'SUBMITTED') return 'SUBMITTED';
  if (isExcluded) return 'NOT_ELIGIBLE';
  const goals = {
    STUDIED: 'HOME_STUDIED',
    TRAINED: 'TRAINED',
    APPROVED: 'WAITING',
    REFUSED: 'REFUSED',
  } as const;
  return goals[progress];
}

const WAY: readonly FosterState[] = ['DRAFT', 'SUBMITTED', 'ELIGIBLE', 'HOME_STUDIED', 'TRAINED'];

/** Every step from the draft to where the application stands. */
function stepsTo(goal: FosterState, days: Days, starter: SampleStep['by']): SampleStep[] {
  const byOfficer = [officer, 'child_protection_officer'] as const;
  const way: SampleStep[] = [
    { action: 'start', to: 'DRAFT', on: days.started, by: starter },
    { action: 'submit', to: 'SUBMITTED', on: days.submitted, by: starter },
    { action: 'find_eligible', to: 'ELIGIBLE', on: days.checked, by: byOfficer },
    { action: 'study', to: 'HOME_STUDIED', on: days.studied, by: [socialWorker, 'child_protection_officer'] },
    { action: 'train', to: 'TRAINED', on: days.trained, by: byOfficer },
  ];
  const place = WAY.indexOf(goal);
  if (place >= 0) return way.slice(0, place + 1);
  if (goal === 'NOT_ELIGIBLE') {
    return [...way.slice(0, 2), { action: 'find_not_eligible', to: goal, on: days.checked, by: byOfficer }];
  }
  const isApproved = goal === 'WAITING';
  const reason = isApproved ? {} : { reason: REFUSED_BECAUSE };
  return [
    ...way,
    { action: isApproved ? 'approve' : 'refuse', to: goal, on: days.decided, by: byOfficer, ...reason },
  ];
}

/** A uuid that is the same each time for a part of an application. */
function idOf(part: string, index: number, place: number): string {
  const hash = createHash('sha256').update(`foster ${part} ${index} ${place}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
