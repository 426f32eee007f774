import type { Refusal } from '@solidarity/subgraph-kit/errors/refusal';

/** What a rule gives: a value, or all the reasons why there is none. */
export type Checked<Value> =
  | { readonly value: Value; readonly refusals?: undefined }
  | { readonly value?: undefined; readonly refusals: Refusal[] };

/** The value when nothing speaks against it. */
export function unlessRefused<Value>(
  refusals: readonly (Refusal | null)[],
  value: () => Value,
): Checked<Value> {
  const real = refusals.filter((refusal) => refusal !== null);
  return real.length > 0 ? { refusals: real } : { value: value() };
}
