import { parseArgs } from 'node:util';
import { DEFAULT_SEED } from '@solidarity/subgraph-kit/sample/population';
import { DEFAULT_HOUSEHOLDS } from '@solidarity/subgraph-kit/sample/size';

/** Which sample is loaded where. */
export interface SampleRequest {
  readonly ownerUrl: string;
  /** The services' secret that person ids are made with. */
  readonly pepper: string;
  readonly households: number;
  readonly seed: string;
}

/** Reads `--households N --seed S`, `OWNER_DATABASE_URL` and `PERSON_ID_PEPPER`; throws by name what is wrong. */
export function readSampleRequest(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): SampleRequest {
  const { values } = parseArgs({
    args: [...args],
    options: {
      households: { type: 'string', default: String(DEFAULT_HOUSEHOLDS) },
      seed: { type: 'string', default: DEFAULT_SEED },
    },
  });
  const required = (name: string): string => {
    const value = environment[name];
    if (!value) throw new Error(`${name} is not set.`);
    return value;
  };
  return {
    ownerUrl: required('OWNER_DATABASE_URL'),
    pepper: required('PERSON_ID_PEPPER'),
    households: Number(values.households),
    seed: values.seed,
  };
}
