import type { SampleVillage } from './areas';
import type { Random } from './random';

const STREETS = [
  'شارع الجمهورية',
  'شارع النصر',
  'شارع الجلاء',
  'شارع المدارس',
  'شارع البحر',
  'شارع المحطة',
  'شارع السوق',
  'شارع الجامع الكبير',
  'شارع الوحدة',
  'شارع صلاح سالم',
  'شارع سعد زغلول',
  'شارع أحمد عرابي',
  'شارع بورسعيد',
  'شارع الترعة',
  'شارع الوحدة الصحية',
  'شارع مركز الشباب',
] as const;

const LANDMARKS = [
  'بجوار المسجد الكبير',
  'بجوار المدرسة الابتدائية',
  'أمام الوحدة الصحية',
  'خلف مركز الشباب',
  'بجوار مكتب البريد',
  'على الترعة',
  'أمام الجمعية الزراعية',
  'بجوار دار الضيافة',
] as const;

/** A postal address in Arabic, from the house up to the governorate. */
export function drawAddress(random: Random, village: SampleVillage, governorateName: string): string {
  const { district, name } = village;
  const house =
    district.settlement === 'TOWN'
      ? `${random.int(1, 120)} ${random.pick(STREETS)}`
      : random.pick(random.chance(0.5) ? LANDMARKS : STREETS);
  const districtName = `${district.settlement === 'TOWN' ? 'قسم' : 'مركز'} ${district.name.ar}`;
  return `${house}، ${name.ar}، ${districtName}، محافظة ${governorateName}`;
}
