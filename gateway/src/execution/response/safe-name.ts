const NAME = /^[_A-Za-z]\w*$/;

/** The name itself when it may stand in generated code. Throws for anything that GraphQL's grammar does not call a name. */
export function safeName(name: string): string {
  if (!NAME.test(name)) throw new Error(`Not a GraphQL name: ${JSON.stringify(name)}`);
  return name;
}
