import { createHash } from 'node:crypto';

/** All files of one composition begin with the same header, so that a mixture of two is found out. */
export function headerOf(supergraphSdl: string): string {
  const stamp = createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 16);
  return `# Composed from services/*/schema.graphql; not edited by hand.\n# composition: ${stamp}\n\n`;
}

const STAMP = /^# composition: ([0-9a-f]{16})$/m;

/** The mark of the composition that a file is of; null for a supergraph that was composed elsewhere. */
export function stampOf(supergraphSdl: string): string | null {
  return STAMP.exec(supergraphSdl)?.[1] ?? null;
}
