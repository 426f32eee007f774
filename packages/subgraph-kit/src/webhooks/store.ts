import type { Caller } from '../access/caller';
import { SYSTEM_CALLER } from '../access/roles';
import type { ClaimedPool } from '../database/statements';

/** Statements of webhooks: of the system, which writes, and of owners, who see what is theirs. */
export class Store {
  constructor(private readonly pool: ClaimedPool) {}

  /** Rows as the system sees them. */
  asSystem<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.as<Row>(SYSTEM_CALLER, text, values);
  }

  /** Rows as a caller sees them, in a transaction of their own. */
  async as<Row extends object>(
    caller: Caller,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const { columns, rows } = await this.pool.run(caller, text, values);
    return rows.map((row) => Object.fromEntries(row.map((value, index) => [columns[index], value])) as Row);
  }
}
