import type { DatabasePlan } from './databases';
import { bootstrapDatabases } from './databases';
import { Failure } from './failure';
import { SERVICES } from './house';
import { ProgressLog } from './progress-log';
import { report } from './system';

/**
 * Makes sure of every service's database and roles on a server of PostgreSQL, then ends: the first job of a
 * deployment. Reads ADMIN_DATABASE_URL, and for each service <SERVICE>_OWNER_PASSWORD and <SERVICE>_APP_PASSWORD.
 */
async function main(variables: NodeJS.ProcessEnv): Promise<number> {
  const log = new ProgressLog();
  try {
    const plans = Object.values(SERVICES).map(({ database }) => databasePlan(database, variables));
    await bootstrapDatabases(required('ADMIN_DATABASE_URL', variables), plans);
    log.step(`${plans.length} databases are ready`);
    return 0;
  } catch (error) {
    return report(error, log);
  }
}

function databasePlan(database: string, variables: NodeJS.ProcessEnv): DatabasePlan {
  const prefix = database.toUpperCase();
  return {
    database,
    ownerPassword: required(`${prefix}_OWNER_PASSWORD`, variables),
    appPassword: required(`${prefix}_APP_PASSWORD`, variables),
  };
}

function required(name: string, variables: NodeJS.ProcessEnv): string {
  const value = variables[name];
  if (!value) throw new Failure(`${name} is not set.`);
  return value;
}

void main(process.env).then((exitCode) => process.exit(exitCode));
