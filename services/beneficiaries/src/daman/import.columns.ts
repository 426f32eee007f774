import {
  choiceColumn,
  governorateColumn,
  moneyColumn,
  nationalIdColumn,
  textColumn,
  wholeNumberColumn,
} from '@solidarity/subgraph-kit/imports/columns';
import type { ImportColumn } from '@solidarity/subgraph-kit/imports/import-kind';
import { monthColumn } from '@solidarity/subgraph-kit/imports/month-column';
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import { MOST_A_MONTH } from '../programmes/amount';
import { EARLIEST_PAID_MONTH, latestPaidMonth, type DamanBasis } from './daman-case';

const BASES = {
  OLD_AGE: { ar: 'شيخوخة', en: 'Old age' },
  DISABILITY: { ar: 'عجز', en: 'Disability' },
  ORPHAN: { ar: 'أيتام', en: 'Orphan' },
  WIDOW: { ar: 'أرملة', en: 'Widow' },
  DIVORCED: { ar: 'مطلقة', en: 'Divorced' },
  OTHER: { ar: 'أخرى', en: 'Other' },
} as const satisfies Record<DamanBasis, MessageTexts>;

/** A list of Daman cases as their offices send it. */
export const DAMAN_COLUMNS: readonly ImportColumn[] = [
  textColumn(
    {
      ...{ name: 'batch', isRequired: true, example: 'GZ-2026-11' },
      heading: { ar: 'الدفعة', en: 'Batch' },
      description: {
        ar: 'اسم الدفعة التي تُراجع وتُنقل معًا. حالات قائمة أُرسلت بعد التصحيح تبقى في دفعتها.',
        en: 'The name of the batch that is verified and moved together. Cases of a list that was mended stay in their batch.',
      },
    },
    { most: 60 },
  ),
  textColumn(
    {
      ...{ name: 'caseNumber', isRequired: true, example: '21/004512' },
      heading: { ar: 'رقم الحالة', en: 'Case number' },
      description: {
        ar: 'رقم ملف الضمان؛ لا يتكرر.',
        en: 'The number of the file at Daman; no two cases share one.',
      },
    },
    { most: 40 },
  ),
  nationalIdColumn({
    ...{ name: 'nationalId', isRequired: true, example: '25501012100011' },
    heading: { ar: 'الرقم القومي', en: 'National ID' },
    description: { ar: 'الرقم القومي لصاحب الحالة.', en: 'That of who has the pension.' },
  }),
  textColumn({
    ...{ name: 'name', isRequired: true, example: 'فاطمة حسن علي' },
    heading: { ar: 'الاسم', en: 'Name' },
    description: { ar: 'الاسم كما هو في ملف الضمان.', en: 'The name as it stands in the file of Daman.' },
  }),
  governorateColumn({
    ...{ name: 'governorate', isRequired: true, example: 'الجيزة' },
    heading: { ar: 'المحافظة', en: 'Governorate' },
    description: { ar: 'المحافظة التي تتولى الحالة.', en: 'The governorate in charge of the case.' },
  }),
  choiceColumn(
    {
      ...{ name: 'basis', isRequired: true, example: 'شيخوخة' },
      heading: { ar: 'سبب الاستحقاق', en: 'Basis' },
      description: { ar: 'السبب الذي مُنح الضمان من أجله.', en: 'What Daman granted the pension for.' },
    },
    BASES,
  ),
  moneyColumn(
    {
      ...{ name: 'monthlyAmount', isRequired: true, example: '450' },
      heading: { ar: 'المبلغ الشهري', en: 'Monthly amount' },
      description: { ar: 'ما يصرفه الضمان شهريًا بالجنيه.', en: 'What Daman pays a month, in pounds.' },
    },
    { most: MOST_A_MONTH },
  ),
  monthColumn(
    {
      ...{ name: 'lastPaidMonth', isRequired: true, example: '2026-10' },
      heading: { ar: 'آخر شهر صُرف', en: 'Last month paid' },
      description: {
        ar: 'آخر شهر صرفه الضمان. يبدأ البرنامج الجديد من الشهر التالي له.',
        en: 'The last month that Daman has paid. The new programme begins with the month after it.',
      },
    },
    { earliest: EARLIEST_PAID_MONTH, latest: latestPaidMonth },
  ),
  wholeNumberColumn(
    {
      ...{ name: 'persons', isRequired: true, example: '1' },
      heading: { ar: 'عدد الأفراد', en: 'Number of persons' },
      description: { ar: 'عدد من تشملهم الحالة.', en: 'How many people the pension is for.' },
    },
    { least: 1, most: 50 },
  ),
];
