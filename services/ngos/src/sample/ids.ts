/** The ids of sample records that only this service has: what they are, whose NGO's, and which of that NGO's. */
const KINDS = {
  notification: '4a',
  document: '4b',
  licence: '4c',
  measure: '4d',
  seat: '4e',
  step: '4f',
} as const;

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

export function sampleId(kind: keyof typeof KINDS, ngoIndex: number, which: number): string {
  return `${KINDS[kind]}000000-0000-4000-8000-${hex(ngoIndex + 1, 8)}${hex(which + 1, 4)}`;
}
