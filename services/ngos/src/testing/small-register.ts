import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { testRegister, type TestRegister } from './register';

/** A register with three NGOs on it, and one on its way into it. */
export interface SmallRegister {
  readonly register: TestRegister;
  /** جمعية الأمل لرعاية الأسرة, of Giza. */
  readonly amal: string;
  /** مؤسّسة النُّور للتنمية, a foundation of Minya that works in two more governorates. */
  readonly nour: string;
  /** جمعية الوفاء ودار الأمل, of Cairo. */
  readonly wafaa: string;
  /** جمعية أمل المستقبل, of Giza, whose notification is not complete. */
  readonly hidden: string;
  /** The ids that the register gives a caller for what is asked, in its order. */
  search(filter: Record<string, unknown>, caller: Caller): Promise<string[]>;
}

export async function smallRegister(today: string): Promise<SmallRegister> {
  const register = await testRegister(today);
  const papers = ['STATUTE', 'FOUNDERS_LIST', 'CAPITAL_PROOF', 'SEAT_PROOF', 'CRIMINAL_RECORDS'];
  const amal = await register.aRegistered({
    name: { ar: 'جمعية الأمل لرعاية الأسرة', en: 'Al Amal Association' },
    seatAreaId: 'EG-GZ-03-012',
  });
  const nour = await register.aRegistered({
    name: { ar: 'مؤسّسة النُّور للتنمية', en: 'Al Nour Foundation' },
    kind: 'FOUNDATION',
    capital: '20000',
    fieldsOfWork: ['HEALTH', 'WOMEN'],
    seatAreaId: 'EG-MN',
    governorates: ['EG_AST', 'EG_SHG'],
    documents: papers.map((kind) => ({ kind, reference: '1', receivedOn: today })),
  });
  const wafaa = await register.aRegistered({
    name: { ar: 'جمعية الوفاء ودار الأمل', en: null },
    seatAreaId: 'EG-C-01',
    governorates: [],
    fieldsOfWork: ['HEALTH'],
  });
  const hidden = await register.anApplicant({ name: { ar: 'جمعية أمل المستقبل' }, seatAreaId: 'EG-GZ-03' });
  return {
    register,
    amal,
    nour,
    wafaa,
    hidden,
    async search(filter, caller) {
      const query = `query ($search: String, $governorate: Governorate, $kind: NgoKind, $field: NgoFieldOfWork) {
        ngoRegister(search: $search, governorate: $governorate, kind: $kind, field: $field) { nodes { id } } }`;
      interface Found {
        ngoRegister: { nodes: { id: string }[] };
      }
      const { data, errors } = await register.ask<Found>(caller, query, filter);
      if (errors) throw new Error(JSON.stringify([errors, register.faults]));
      return data.ngoRegister.nodes.map(({ id }) => id);
    },
  };
}
