/** The rules' data of the register, as rows of `rule_version` hold it, each read as it holds on a day. */
import {
  rulesIfAny,
  rulesOn,
  type RuleSource,
  type Rules,
} from '@solidarity/subgraph-kit/records/rules-data';
import { parseMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import { isPlainDate, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { z } from 'zod';
import { NgoDocumentKind, NgoKind } from './ngo';

const amount = z.string().transform((text): Money => parseMoney(text));
const day = z.custom<PlainDate>((value) => typeof value === 'string' && isPlainDate(value), 'is no day');

/** Rules `ngo_registration`: what the law asks of a notification, and how long the ministry may object to it. */
const registrationRules = z.object({
  /** Founders that an association has at least. */
  leastFounders: z.int().positive(),
  /** The share of foreigners among the founders, in per cent, at most. */
  mostForeignersPercent: z.number().min(0).max(100),
  /** What is dedicated to a foundation at least. */
  leastFoundationCapital: amount,
  /** Working days after the complete notification in which the ministry may object. */
  objectionWorkingDays: z.int().positive(),
});
export type RegistrationRules = z.infer<typeof registrationRules>;

/** Rules `ngo_documents`: the papers that a notification of each kind consists of. */
const documentRules = z.record(z.enum(NgoKind), z.array(z.enum(NgoDocumentKind)));
export type DocumentRules = z.infer<typeof documentRules>;

/** Rules `ngo_licence`: how long a licence holds, and from when it can be renewed. */
const licenceRules = z.object({
  years: z.int().positive(),
  /** Months before its last day from which on it can be renewed. */
  renewalMonths: z.int().positive(),
});
export type LicenceRules = z.infer<typeof licenceRules>;

/** Rules `ngo_oversight`: the time that a warning gives. */
const oversightRules = z.object({
  /** Working days after a warning in which what it names is to be mended. */
  mendingWorkingDays: z.int().positive(),
});
export type OversightRules = z.infer<typeof oversightRules>;

/** Rules `ngo_regularisation`: which NGOs have to regularise, and when they can ask for it. */
const regularisationRules = z.object({
  /** NGOs that were registered before this day, that of the by-laws, have to. */
  registeredBefore: day,
  firstDay: day,
  lastDay: day,
});
export type RegularisationRules = z.infer<typeof regularisationRules>;

export const registrationRulesOn = (source: RuleSource, date: PlainDate): Promise<Rules<RegistrationRules>> =>
  rulesOn(source, 'ngo_registration', date, registrationRules);

export const documentRulesOn = (source: RuleSource, date: PlainDate): Promise<Rules<DocumentRules>> =>
  rulesOn(source, 'ngo_documents', date, documentRules);

export const licenceRulesOn = (source: RuleSource, date: PlainDate): Promise<Rules<LicenceRules>> =>
  rulesOn(source, 'ngo_licence', date, licenceRules);

export const oversightRulesOn = (source: RuleSource, date: PlainDate): Promise<Rules<OversightRules>> =>
  rulesOn(source, 'ngo_oversight', date, oversightRules);

/** Those of a day, or of another day when none held on it: before the law there was nothing to regularise. */
export async function regularisationRulesOn(
  source: RuleSource,
  date: PlainDate,
  otherwise: PlainDate = date,
): Promise<Rules<RegularisationRules>> {
  const rules = await rulesIfAny(source, 'ngo_regularisation', date, regularisationRules);
  return rules ?? rulesOn(source, 'ngo_regularisation', otherwise, regularisationRules);
}
