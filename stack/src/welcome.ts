import fs from 'node:fs';
import path from 'node:path';

const NO_CLIENT = 'none';

/** The addresses, how to get a token, and a first query to paste: the first journey. */
export function welcomeText(root: string, gatewayPort: number, stateFolder: string): string {
  const gateway = `http://localhost:${gatewayPort}`;
  return `
  explorer  ${gateway}/explorer
  graph     ${gateway}/graphql
  health    ${gateway}/health/ready    metrics  ${gateway}/metrics
  logs      ${path.join(stateFolder, 'logs')}

  النظام جاهز: افتح المستكشف في المتصفح، أو انسخ الاستعلام الأول من هنا. Ctrl-C للإيقاف.
${firstQuery(root, gateway)}`;
}

function firstQuery(root: string, gateway: string): string {
  const journey = firstJourney(path.join(root, 'journeys'));
  if (!journey) return '';
  const isPublic = journey.client === NO_CLIENT;
  const token = `
  A token of the demonstration's client ${journey.client}:

    TOKEN=$(curl -s -u ${journey.client}:${journey.client}-secret -d grant_type=client_credentials ${gateway}/oauth/token |
      node -p 'JSON.parse(fs.readFileSync(0)).access_token')
`;
  return `${isPublic ? '' : token}
  A first query (${journey.file}):

    node -p 'JSON.stringify({ query: fs.readFileSync("${journey.file}", "utf8"), variables: ${journey.variables} })' |
      curl -s -H 'content-type: application/json'${isPublic ? '' : ' -H "authorization: Bearer $TOKEN"'} -d @- ${gateway}/graphql

  Ctrl-C stops everything.
`;
}

interface Journey {
  readonly file: string;
  /** The demo client whose token it needs, or "none". */
  readonly client: string;
  /** JavaScript that reads its variables. */
  readonly variables: string;
}

function firstJourney(folder: string): Journey | null {
  if (!fs.existsSync(folder)) return null;
  const name = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()[0];
  if (!name) return null;
  const file = path.join(folder, name);
  const variablesFile = file.replace(/\.graphql$/, '.json');
  const client = /^# client: (\S+)/.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? NO_CLIENT;
  return {
    file: `journeys/${name}`,
    client,
    variables: fs.existsSync(variablesFile)
      ? `JSON.parse(fs.readFileSync("journeys/${path.basename(variablesFile)}"))`
      : '{}',
  };
}
