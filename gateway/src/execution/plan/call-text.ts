/** The constant beginning of a call's body, up to where its variables are written. */
export function bodyHead(query: string, operationName: string | undefined): string {
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  return `{"query":${JSON.stringify(query)}${name},"variables":{`;
}

/** `[name in the operation, name of the client's variable]`. */
export type VariableUse = readonly [string, string];

/** `"name":value,…` of the variables that were sent; those that were not are left out. */
export function variablesText(
  uses: readonly VariableUse[],
  variables: Readonly<Record<string, unknown>>,
): string {
  let text = '';
  for (const [name, clientName] of uses) {
    const value = Object.hasOwn(variables, clientName) ? variables[clientName] : undefined;
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}"${name}":${JSON.stringify(value)}`;
  }
  return text;
}
