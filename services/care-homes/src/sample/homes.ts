/** Homes with their inspections, licences and residents, and what is known here of the NGOs that run them. */
import { randomUUID } from 'node:crypto';
import { rulesIfAny, rulesOn, type RuleSource } from '@solidarity/subgraph-kit/records/rules-data';
import { SAMPLE_TODAY, dateOf, dayOf } from '@solidarity/subgraph-kit/sample/calendar';
import { homeOf, type SampleHome } from '@solidarity/subgraph-kit/sample/homes';
import { ngoOf } from '@solidarity/subgraph-kit/sample/organisations';
import { randomOf, type Random, type Weighted } from '@solidarity/subgraph-kit/sample/random';
import type { SampleSize } from '@solidarity/subgraph-kit/sample/size';
import { addDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { decideLicence, licence, licenceFreeze, licenceTerms } from '../institutions/licence';
import {
  HISTORY_COLUMNS,
  historyRows,
  noonOf,
  SAMPLE_SUBJECTS,
  type SampleStep,
  type TableRows,
} from './rows';

const { administration, inspector, ngo } = SAMPLE_SUBJECTS;
const FINDINGS = 'المكان نظيف وآمن، وأعداد المشرفين كافية.';

const GRADES: Weighted<string | null> = [
  ['A', 22],
  ['B', 38],
  ['C', 20],
  ['D', 6],
  [null, 14],
];

/** The tables of the institutions, in the order in which they are filled. */
export async function homeRows(rules: RuleSource, { homes, ngos }: SampleSize): Promise<TableRows[]> {
  const standings: TableRows = {
    table: 'ngo_standing',
    columns: ['ngo_id', 'standing', 'since', 'licensed_until'],
    rows: Array.from({ length: ngos }, (_, index) => {
      const { id, standing, standingSince, licensedUntil } = ngoOf(index);
      return [id, standing, standingSince, licensedUntil];
    }),
  };
  const tables = {
    home: {
      table: 'care_home',
      columns: [
        ...['id', 'name_ar', 'name_en', 'kind', 'operator_ngo_id', 'area_id', 'address', 'capacity'],
        ...['licence_state', 'licensed_from', 'licensed_until', 'grade', 'licence_decision'],
        ...['applied_by', 'applied_on', 'created_at'],
      ],
      rows: [],
    } as TableRows,
    inspection: {
      table: 'care_home_inspection',
      columns: [
        'id',
        'care_home_id',
        'inspected_on',
        'inspected_by',
        'findings',
        'is_recommended',
        'created_at',
      ],
      rows: [],
    } as TableRows,
    history: { table: 'state_transition', columns: HISTORY_COLUMNS, rows: [] } as TableRows,
    stay: {
      table: 'care_home_stay',
      columns: ['id', 'care_home_id', 'person_id', 'admitted_on', 'decision_reference'],
      rows: [],
    } as TableRows,
  };
  for (let index = 0; index < homes; index += 1) {
    const home = homeOf(index);
    const random = randomOf('care homes', index);
    const inspectedOn = inspectionDayOf(home);
    const { id, name, licensedFrom, licensedUntil } = home;
    tables.home.rows.push([
      ...[id, name.ar, name.en, home.kind, home.operatorNgoId, home.areaId, home.address, home.capacity],
      ...[home.licence === 'EXPIRED' ? 'LICENSED' : home.licence, licensedFrom, licensedUntil],
      licensedFrom === null ? null : random.weighted(GRADES),
      await licenceDecision(rules, home, inspectedOn),
      ...[ngo, home.appliedOn, noonOf(home.appliedOn)],
    ]);
    if (inspectedOn !== null) {
      const noon = noonOf(inspectedOn);
      tables.inspection.rows.push([randomUUID(), id, inspectedOn, inspector, FINDINGS, true, noon]);
    }
    tables.history.rows.push(...historyRows(licence.subjectType, id, stepsOf(home, inspectedOn)));
    tables.stay.rows.push(...staysOf(home, random));
  }
  return [standings, tables.home, tables.inspection, tables.history, tables.stay];
}

function inspectionDayOf({ licence: state, appliedOn }: SampleHome): PlainDate | null {
  return state === 'APPLIED' ? null : addDays(appliedOn, 15);
}

/** The decision that the rules of that day lead to; null while there was none. */
async function licenceDecision(
  rules: RuleSource,
  { kind, licensedFrom }: SampleHome,
  inspectedOn: PlainDate | null,
): Promise<string | null> {
  if (licensedFrom === null || inspectedOn === null) return null;
  const terms = await rulesOn(rules, 'care_home_licence_terms', licensedFrom, licenceTerms);
  const freeze = await rulesIfAny(rules, 'care_home_licence_freeze', licensedFrom, licenceFreeze);
  const inspection = { inspectedOn, isRecommended: true, inspectedBy: inspector };
  const facts = { kind, today: licensedFrom, inspection, decidedBy: administration, isNew: true };
  return JSON.stringify(decideLicence({ ...facts, operatorMayAct: true }, terms, freeze));
}

function stepsOf(home: SampleHome, inspectedOn: PlainDate | null): SampleStep[] {
  const ministry = [administration, 'ministry_admin'] as const;
  const { licensedFrom, endedOn, appliedOn } = home;
  const steps: SampleStep[] = [{ action: 'apply', to: 'APPLIED', on: appliedOn, by: [ngo, 'ngo_partner'] }];
  if (inspectedOn !== null) {
    steps.push({ action: 'inspect', to: 'INSPECTED', on: inspectedOn, by: [inspector, 'inspector'] });
  }
  if (licensedFrom !== null) {
    steps.push({ action: 'license', to: 'LICENSED', on: licensedFrom, by: ministry });
  }
  if (endedOn !== null) {
    const isClosed = home.licence === 'CLOSED';
    steps.push({
      ...{ action: isClosed ? 'close' : 'suspend', to: home.licence, on: endedOn, by: ministry },
      reason: isClosed ? 'طلبت الجمعية إنهاء النشاط.' : 'مخالفات لم تُزَل في المهلة المحددة.',
    });
  }
  return steps;
}

/** As many residents as the home has; people of their own, who stand in no household of the sample. */
function* staysOf(home: SampleHome, random: Random): Generator<(string | number | null)[]> {
  const latest = dayOf(home.endedOn ?? SAMPLE_TODAY) - 1;
  const earliest = dayOf(home.licensedFrom ?? SAMPLE_TODAY);
  for (let place = 0; place < home.occupied; place += 1) {
    const admittedOn = dateOf(random.int(Math.min(earliest, latest), latest));
    const reference = `${random.int(1, 900)}/${admittedOn.slice(0, 4)}`;
    yield [randomUUID(), home.id, residentId(home.index, place), admittedOn, reference];
  }
}

/** The same for a place of a home each time, and of a form that no real person's id has. */
export function residentId(homeIndex: number, place: number): string {
  const [home, resident] = [homeIndex + 1, place + 1].map((part) => part.toString(16).padStart(6, '0'));
  return `2a000000-0000-4000-8000-${home}${resident}`;
}
