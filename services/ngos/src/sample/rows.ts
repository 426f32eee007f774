import { boardOf, type SampleBoardSeat } from '@solidarity/subgraph-kit/sample/boards';
import type { CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import { ngoOf, type SampleNgo } from '@solidarity/subgraph-kit/sample/organisations';
import { randomOf } from '@solidarity/subgraph-kit/sample/random';
import type { Sample } from '@solidarity/subgraph-kit/sample/size';
import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import { GOVERNORATES } from '@solidarity/subgraph-kit/values/governorate';
import { money } from '@solidarity/subgraph-kit/values/money';
import type { NgoDocumentKind } from '../registry/ngo';
import { decideCompleteness, type NotificationFacts } from '../registry/notification';
import type { DocumentRules, RegistrationRules } from '../registry/registry-rules';
import { sampleId } from './ids';
import { ARTICLES, GROUNDS, storyOf, type NgoStory, type StoryRules } from './story';

/** The tables that the sample fills, in this order, with their columns. */
export const TABLES = {
  ngo: [
    ...[
      'id',
      'name_ar',
      'name_en',
      'kind',
      'fields_of_work',
      'seat_governorate',
      'seat_area_id',
      'governorates',
    ],
    ...['registration_number', 'status', 'status_since', 'on_register_from', 'legal_personality_from'],
    ...['is_older_than_law', 'regularised_on', 'licensed_from', 'licensed_until'],
  ],
  ngo_notification: [
    ...[
      'id',
      'ngo_id',
      'round',
      'founders_count',
      'foreign_founders_count',
      'capital',
      'submitted_on',
      'submitted_by',
    ],
    ...['completed_on', 'confirmed_by', 'objection_until', 'decision'],
  ],
  ngo_document: ['id', 'ngo_id', 'kind', 'reference', 'received_on'],
  ngo_licence: ['id', 'ngo_id', 'kind', 'valid_from', 'valid_until', 'granted_on', 'rules_version'],
  ngo_measure: [
    ...['id', 'ngo_id', 'kind', 'taken_on', 'article', 'grounds', 'mend_by', 'ended_on', 'court'],
    ...['judgment_reference', 'taken_by', 'warned_by'],
  ],
  ngo_board_member: ['id', 'ngo_id', 'person_id', 'name_ar', 'name_en', 'office', 'since', 'until'],
  state_transition: [
    ...[
      'id',
      'subject_type',
      'subject_id',
      'ordinal',
      'from_state',
      'to_state',
      'action',
      'by_subject',
      'by_role',
    ],
    ...['at', 'on_date', 'reason'],
  ],
} as const;
export type SampleTable = keyof typeof TABLES;

/** Rules and versions that the rows name. */
export interface RowRules {
  readonly story: StoryRules;
  readonly registration: Rules<RegistrationRules>;
  readonly documents: Rules<DocumentRules>;
  readonly licenceVersion: string;
}

const OFFICER = {
  ngo_partner: 'demo-ngo-applicant',
  inspector: 'demo-inspector',
  ministry_admin: 'demo-admin',
};

/** All rows about the NGO of an index. */
export function rowsOf(sample: Sample, index: number, rules: RowRules): Record<SampleTable, CopyRow[]> {
  const ngo = ngoOf(index);
  const story = storyOf(ngo, rules.story);
  const papers = rules.documents.value[ngo.kind] ?? [];
  return {
    ngo: [ngoRow(ngo, story, rules)],
    ngo_notification: notificationRows(ngo, story, papers, rules),
    ngo_document: documentRows(ngo, story, papers),
    ngo_licence: story.licences.map(({ kind, validFrom, validUntil }, which) => [
      ...[
        sampleId('licence', index, which),
        ngo.id,
        kind,
        validFrom,
        validUntil,
        validFrom,
        rules.licenceVersion,
      ],
    ]),
    ngo_measure: measureRows(ngo, story),
    ngo_board_member: boardRows(ngo, boardOf(sample, index)),
    state_transition: stepRows(ngo, story),
  };
}

function ngoRow(
  { id, index, name, kind, fields, governorate, areaId, regularisedOn }: SampleNgo,
  story: NgoStory,
  { story: { lawFrom } }: RowRules,
): CopyRow {
  const random = randomOf('ngos', 'reach', index);
  const others = GOVERNORATES.map(({ code }) => code).filter((code) => code !== governorate);
  const governorates = random.chance(0.25) ? [governorate, random.pick(others)] : [governorate];
  const last = story.steps.at(-1) ?? story.steps[0];
  const { registrationNumber, onRegisterFrom, legalPersonalityFrom, licensed } = story;
  return [
    ...[id, name.ar, name.en, kind, fields, governorate, areaId, governorates, registrationNumber],
    ...[last.to, last.onDate, onRegisterFrom, legalPersonalityFrom],
    ...[onRegisterFrom !== null && onRegisterFrom < lawFrom, regularisedOn],
    ...[licensed?.validFrom ?? null, licensed?.validUntil ?? null],
  ];
}

function notificationRows(
  { id, index, kind }: SampleNgo,
  { notification }: NgoStory,
  documents: readonly NgoDocumentKind[],
  { registration, documents: papers }: RowRules,
): CopyRow[] {
  if (notification === null) return [];
  const random = randomOf('ngos', 'founders', index);
  const { submittedOn, completedOn, objectionUntil } = notification;
  const foundersCount = random.int(10, 40);
  const facts: NotificationFacts = {
    kind,
    foundersCount,
    foreignFoundersCount: random.chance(0.2) ? random.int(1, Math.floor(foundersCount / 4)) : 0,
    capital: kind === 'FOUNDATION' ? money(random.int(20, 500) * 1000) : null,
    documents,
  };
  const decision = completedOn === null ? null : decideCompleteness(facts, registration, papers);
  return [
    [
      ...[
        sampleId('notification', index, 0),
        id,
        1,
        foundersCount,
        facts.foreignFoundersCount,
        facts.capital,
      ],
      ...[submittedOn, OFFICER.ngo_partner, completedOn, decision && OFFICER.ministry_admin, objectionUntil],
      decision && JSON.stringify(decision),
    ],
  ];
}

/** Of a notification that is not complete the last paper is missing. */
function documentRows(
  { id, index }: SampleNgo,
  { steps: [first], notification }: NgoStory,
  papers: readonly NgoDocumentKind[],
): CopyRow[] {
  const isComplete = notification === null || notification.completedOn !== null;
  const received = isComplete ? papers : papers.slice(0, -1);
  return received.map((kind, which) => [
    ...[sampleId('document', index, which), id, kind, `${1001 + index}-${which + 1}`, first.onDate],
  ]);
}

function measureRows({ id, index }: SampleNgo, { measures }: NgoStory): CopyRow[] {
  return measures.map(({ kind, takenOn, mendBy, endedOn }, which) => {
    const isJudged = kind === 'DISSOLUTION';
    const isSuspension = kind === 'SUSPENSION';
    return [
      ...[
        sampleId('measure', index, which),
        id,
        kind,
        takenOn,
        ARTICLES[kind],
        GROUNDS[kind],
        mendBy,
        endedOn,
      ],
      ...[isJudged ? 'محكمة القضاء الإداري' : null, isJudged ? `${2000 + index} لسنة 79 ق` : null],
      ...[isSuspension ? OFFICER.ministry_admin : OFFICER.inspector, isSuspension ? OFFICER.inspector : null],
    ];
  });
}

function boardRows({ id, index, foundedOn }: SampleNgo, board: readonly SampleBoardSeat[]): CopyRow[] {
  return board.map(({ office, holder: { personId, name } }, which) => [
    ...[sampleId('seat', index, which), id, personId, name.ar, name.en, office, foundedOn, null],
  ]);
}

function stepRows({ id, index }: SampleNgo, { steps }: NgoStory): CopyRow[] {
  return steps.map(({ action, to, onDate, byRole, reason }, which) => [
    ...[sampleId('step', index, which), 'ngo', id, which + 1, steps[which - 1]?.to ?? null, to, action],
    ...[OFFICER[byRole], byRole, `${onDate}T09:00:00Z`, onDate, reason],
  ]);
}
