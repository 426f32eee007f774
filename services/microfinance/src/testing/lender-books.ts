import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { ImportSettings } from '@solidarity/subgraph-kit/imports/capability';
import { aList, ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import { everythingOf } from './loan-on-record';
import { admin, LendingWorld, type TestLender } from './lending-world';
import { somebody } from './people';

/** The headings of a book. */
export const COLUMNS = {
  number: 'رقم القرض',
  lender: 'معرّف جهة الإقراض',
  borrower: 'الرقم القومي للمقترض',
  product: 'معرّف المنتج',
  principal: 'أصل المبلغ',
  term: 'المدة',
  rate: 'الفائدة السنوية %',
  frequency: 'دورية السداد',
  on: 'تاريخ الصرف',
  area: 'كود المنطقة',
  purpose: 'الغرض',
  income: 'الدخل الشهري',
  receipt: 'رقم الإيصال',
  paidOn: 'تاريخ السداد',
  paid: 'المبلغ المسدد',
  channel: 'طريقة السداد',
};
const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/** A line of a book; what is not said is empty. */
export type Line = Partial<Record<keyof typeof COLUMNS, string>>;

export const bookOf = (...lines: readonly Line[]): Buffer =>
  aList(Object.values(COLUMNS), ...lines.map((line) => names.map((name) => line[name] ?? '')));

/** The loan on a line of its own for each repayment: its day and amount, and the receipt when it is not the next. */
export function paid(
  loan: Line,
  ...repayments: readonly (readonly [on: string, amount: string, receipt?: string])[]
): Line[] {
  return repayments.map(([paidOn, amount, receipt], index) => ({
    ...loan,
    ...{ receipt: receipt ?? `إ-${index + 1}`, paidOn, paid: amount, channel: 'نقدًا' },
  }));
}

/** A lender with a product since the first of January 2026, whose book is brought in on 15 May. */
export class LenderBooks {
  #counted = 0;

  private constructor(
    readonly world: LendingWorld,
    readonly lender: TestLender,
    readonly productId: string,
    public desk: ImportingService,
  ) {}

  static async open(): Promise<LenderBooks> {
    const world = await LendingWorld.begin('2026-01-01');
    const lender = await world.aLender();
    const productId = await world.aProduct(lender);
    world.clock.moveTo('2026-05-15');
    return new LenderBooks(world, lender, productId, await ImportingService.over(world.service));
  }

  async close(): Promise<void> {
    await this.desk.end();
    await this.world.end();
  }

  /** From now on another process takes the books. */
  async takenBy(settings: Partial<ImportSettings>): Promise<void> {
    await this.desk.end();
    this.desk = await ImportingService.over(this.world.service, settings);
  }

  /** A loan of 3,000 over three months from the first of January, on which nothing was paid. */
  aLoan(differing: Line = {}): Line {
    this.#counted += 1;
    return {
      ...{ number: `ق-${this.#counted}`, borrower: somebody(), product: this.productId },
      ...{ principal: '3000', term: '3', on: '2026-01-01', area: 'EG-GZ-03-012' },
      ...{ purpose: 'ماكينة خياطة', income: '60000', ...differing },
    };
  }

  async bring(lines: readonly Line[], mode: 'ALL_OR_NOTHING' | 'ROW_BY_ROW' = 'ROW_BY_ROW') {
    const { id } = await this.desk.checked(this.lender.officer, 'loans', bookOf(...lines));
    return this.desk.committed(admin, id, mode);
  }

  async refusedOf(caller: Caller, ...lines: readonly Line[]) {
    const { id } = await this.desk.checked(caller, 'loans', bookOf(...lines));
    return this.desk.refused(caller, id);
  }

  owner<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.world.service.database.owner<T>(sql, values);
  }

  async loanIdOf({ number }: Line): Promise<string> {
    const [row] = await this.owner<{ id: string }>('select id from loan where lender_reference = $1', [
      number,
    ]);
    return row?.id ?? '';
  }

  everythingOf(loanId: string): Promise<Record<string, unknown[]>> {
    return everythingOf(this.world.service.database, loanId);
  }

  lastEventOf(loanId: string) {
    return this.owner<{ payload: object }>(
      `select payload - 'loanId' - 'borrowerId' as payload from event where subject = $1 order by seq desc limit 1`,
      [loanId],
    );
  }
}
