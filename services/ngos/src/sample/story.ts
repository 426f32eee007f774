/**
 * The life of a sample NGO as the register would have recorded it: what the kit's sample says has become of it, told in
 * steps, licences and measures. Some of those in good standing are warned, and some that have notified are not complete.
 */
import { SAMPLE_TODAY } from '@solidarity/subgraph-kit/sample/calendar';
import type { SampleNgo } from '@solidarity/subgraph-kit/sample/organisations';
import { randomOf, type Random } from '@solidarity/subgraph-kit/sample/random';
import { addDays, addYears, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { licenceFrom, licensedTime, type LicencePeriod } from '../registry/licence';
import type { NgoLicenceKind, NgoMeasureKind, NgoStatus } from '../registry/ngo';
import type { LicenceRules, OversightRules, RegistrationRules } from '../registry/registry-rules';
import { mendingTerm, objectionTerm } from '../registry/terms';

/** What a story is told by: the rules as the database has them. */
export interface StoryRules {
  readonly registration: RegistrationRules;
  readonly licence: LicenceRules;
  readonly oversight: OversightRules;
  readonly holidays: readonly PlainDate[];
  /** The day from which NGOs are not older than the law. */
  readonly lawFrom: PlainDate;
}

export interface StoryStep {
  readonly action: string;
  readonly to: NgoStatus;
  readonly onDate: PlainDate;
  readonly byRole: 'ngo_partner' | 'inspector' | 'ministry_admin';
  readonly reason: string | null;
}

export interface StoryLicence extends LicencePeriod {
  readonly kind: NgoLicenceKind;
}

export interface StoryMeasure {
  readonly kind: NgoMeasureKind;
  readonly takenOn: PlainDate;
  readonly mendBy: PlainDate | null;
  readonly endedOn: PlainDate | null;
}

export interface StoryNotification {
  readonly submittedOn: PlainDate;
  readonly completedOn: PlainDate | null;
  readonly objectionUntil: PlainDate | null;
}

export interface NgoStory {
  /** Null for an NGO older than the law, which never notified under it. */
  readonly notification: StoryNotification | null;
  readonly steps: readonly [StoryStep, ...StoryStep[]];
  readonly licences: readonly StoryLicence[];
  readonly measures: readonly StoryMeasure[];
  readonly onRegisterFrom: PlainDate | null;
  readonly legalPersonalityFrom: PlainDate | null;
  readonly licensed: LicencePeriod | null;
  readonly registrationNumber: string | null;
}

/** Of NGOs in good standing that many are warned. */
const WARNED = 0.12;

/** Those that the demonstration stands on are left in peace. */
const UNTROUBLED = 12;

export function storyOf(ngo: SampleNgo, rules: StoryRules): NgoStory {
  const random = randomOf('ngos', 'story', ngo.index);
  return ngo.registeredOn === null
    ? newcomer(ngo, random, rules)
    : registered(ngo, ngo.registeredOn, random, rules);
}

const step = (
  action: string,
  to: NgoStatus,
  onDate: PlainDate,
  byRole: StoryStep['byRole'] = 'inspector',
  reason: string | null = null,
): StoryStep => ({ action, to, onDate, byRole, reason });

/** Notified, and not registered by the sample's day. */
function newcomer(
  { course, notifiedOn, endedOn, index }: SampleNgo,
  random: Random,
  rules: StoryRules,
): NgoStory {
  const submittedOn = addDays(notifiedOn, -random.int(3, 14));
  const submit = step('submit', 'SUBMITTED', submittedOn, 'ngo_partner');
  const nothing = { licences: [], onRegisterFrom: null, legalPersonalityFrom: null, licensed: null };
  // Some of those that have notified still have a paper to bring; of the first two one.
  if (course === 'NOTIFIED' && index % 4 === 0) {
    const notification = { submittedOn, completedOn: null, objectionUntil: null };
    return { ...nothing, notification, steps: [submit], measures: [], registrationNumber: null };
  }

  const { lastDay, registeredByLawOn } = objectionTerm(notifiedOn, rules.registration, rules.holidays);
  const registrationNumber = `${1001 + index}/${notifiedOn.slice(0, 4)}`;
  const notification = { submittedOn, completedOn: notifiedOn, objectionUntil: lastDay };
  const complete = step('confirmComplete', 'COMPLETE', notifiedOn, 'ministry_admin');
  if (endedOn !== null) {
    const object = step('object', 'OBJECTED', endedOn, 'inspector', GROUNDS.OBJECTION);
    const measures = [{ kind: 'OBJECTION', takenOn: endedOn, mendBy: null, endedOn: null }] as const;
    return { ...nothing, notification, steps: [submit, complete, object], measures, registrationNumber };
  }
  return {
    notification,
    steps: [submit, complete],
    licences: [],
    measures: [],
    onRegisterFrom: registeredByLawOn,
    legalPersonalityFrom: notifiedOn,
    licensed: licenceFrom(registeredByLawOn, rules.licence),
    registrationNumber,
  };
}

function registered(ngo: SampleNgo, registeredOn: PlainDate, random: Random, rules: StoryRules): NgoStory {
  const isOlder = registeredOn < rules.lawFrom;
  const entry = isOlder ? enteredSteps(ngo, registeredOn) : notifiedSteps(ngo, registeredOn, random);
  const troubles = troublesOf(ngo, random, rules);
  const licences = licencesOf(ngo, registeredOn, rules);
  const [first, ...further] = entry;
  return {
    notification: isOlder
      ? null
      : {
          submittedOn: first.onDate,
          completedOn: ngo.notifiedOn,
          objectionUntil: objectionTerm(ngo.notifiedOn, rules.registration, rules.holidays).lastDay,
        },
    steps: [first, ...further, ...troubles.steps],
    licences,
    measures: troubles.measures,
    onRegisterFrom: registeredOn,
    legalPersonalityFrom: isOlder ? registeredOn : ngo.notifiedOn,
    licensed: licensedTime(licences, SAMPLE_TODAY),
    registrationNumber: ngo.registrationNumber,
  };
}

function enteredSteps({ regularisedOn }: SampleNgo, registeredOn: PlainDate): [StoryStep, ...StoryStep[]] {
  const enter = step('enter', 'REGISTERED', registeredOn);
  return regularisedOn === null ? [enter] : [enter, step('regularise', 'REGISTERED', regularisedOn)];
}

function notifiedSteps(
  { notifiedOn }: SampleNgo,
  registeredOn: PlainDate,
  random: Random,
): [StoryStep, ...StoryStep[]] {
  return [
    step('submit', 'SUBMITTED', addDays(notifiedOn, -random.int(3, 14)), 'ngo_partner'),
    step('confirmComplete', 'COMPLETE', notifiedOn, 'ministry_admin'),
    step('register', 'REGISTERED', registeredOn, 'ministry_admin'),
  ];
}

interface Troubles {
  readonly steps: readonly StoryStep[];
  readonly measures: readonly StoryMeasure[];
}

function troublesOf({ index, course, endedOn }: SampleNgo, random: Random, rules: StoryRules): Troubles {
  const warn = (on: PlainDate) => step('warn', 'WARNED', on, 'inspector', GROUNDS.WARNING);
  const mendBy = (on: PlainDate) => mendingTerm(on, rules.oversight, rules.holidays);
  if (course === 'SUSPENDED' && endedOn !== null) {
    const warnedOn = addDays(endedOn, -random.int(70, 120));
    return {
      steps: [warn(warnedOn), step('suspend', 'SUSPENDED', endedOn, 'ministry_admin', GROUNDS.SUSPENSION)],
      measures: [
        { kind: 'WARNING', takenOn: warnedOn, mendBy: mendBy(warnedOn), endedOn },
        { kind: 'SUSPENSION', takenOn: endedOn, mendBy: null, endedOn: null },
      ],
    };
  }
  if (course === 'DISSOLVED' && endedOn !== null) {
    return {
      steps: [step('dissolve', 'DISSOLVED', endedOn, 'inspector', GROUNDS.DISSOLUTION)],
      measures: [{ kind: 'DISSOLUTION', takenOn: endedOn, mendBy: null, endedOn: null }],
    };
  }
  if (course === 'REGISTERED' && index >= UNTROUBLED && random.chance(WARNED)) {
    const warnedOn = addDays(SAMPLE_TODAY, -random.int(5, 35));
    return {
      steps: [warn(warnedOn)],
      measures: [{ kind: 'WARNING', takenOn: warnedOn, mendBy: mendBy(warnedOn), endedOn: null }],
    };
  }
  return { steps: [], measures: [] };
}

/** The earlier law's licence, if any, then one until five years before the last, then the last. */
function licencesOf(
  { regularisedOn, licensedUntil }: SampleNgo,
  registeredOn: PlainDate,
  { licence, lawFrom }: StoryRules,
): StoryLicence[] {
  if (licensedUntil === null) return [];
  const isOlder = registeredOn < lawFrom;
  if (isOlder && regularisedOn === null) {
    return [{ kind: 'EARLIER_LAW', validFrom: registeredOn, validUntil: licensedUntil }];
  }
  const earlier: StoryLicence[] =
    regularisedOn === null
      ? []
      : [{ kind: 'EARLIER_LAW', validFrom: registeredOn, validUntil: addDays(regularisedOn, -1) }];
  const kind = regularisedOn === null ? 'FIRST' : 'REGULARISATION';
  const validFrom = regularisedOn ?? registeredOn;
  const renewedFrom = addDays(addYears(licensedUntil, -licence.years), 1);
  if (renewedFrom <= validFrom || renewedFrom > SAMPLE_TODAY) {
    return [...earlier, { kind, validFrom, validUntil: licensedUntil }];
  }
  return [
    ...earlier,
    { kind, validFrom, validUntil: addDays(renewedFrom, -1) },
    { kind: 'RENEWAL', validFrom: renewedFrom, validUntil: licensedUntil },
  ];
}

/** What the ministry wrote, by the measure. */
export const GROUNDS = {
  OBJECTION: 'الأغراض الواردة في النظام الأساسي غير محددة ومتداخلة مع نشاط محظور.',
  WARNING: 'لم تقدم الحساب الختامي المعتمد عن السنة المالية السابقة.',
  SUSPENSION: 'لم تزل أسباب المخالفة خلال المهلة الواردة في الإنذار.',
  DISSOLUTION: 'صدر حكم بحل المنظمة لمخالفات مالية جسيمة.',
} as const satisfies Record<NgoMeasureKind, string>;

export const ARTICLES = {
  OBJECTION: 'القانون 149 لسنة 2019، مادة 15',
  WARNING: 'القانون 149 لسنة 2019، مادة 45',
  SUSPENSION: 'القانون 149 لسنة 2019، مادة 45',
  DISSOLUTION: 'القانون 149 لسنة 2019، مادة 48',
} as const satisfies Record<NgoMeasureKind, string>;
