/** The plan holds something that the compiler does not know; another executor may know it. */
export class UnknownPlan extends Error {
  constructor(readonly what: string) {
    super(`The query plan cannot be compiled: ${what}.`);
    this.name = 'UnknownPlan';
  }
}

const NAME = /^[_A-Za-z]\w*$/;

/** The name itself when it is one of GraphQL's, so that it may stand in generated code. Throws UnknownPlan else. */
export function graphqlName(name: unknown): string {
  if (typeof name !== 'string' || !NAME.test(name)) throw new UnknownPlan('a name that is none of GraphQL');
  return name;
}
