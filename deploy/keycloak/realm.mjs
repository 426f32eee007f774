/**
 * Writes `realm.json`: the demonstration's clients as Keycloak imports them, from the one list that the gateway's
 * own issuer reads too. With `--check` it fails when the committed file is not what would be written.
 * Needs a build, for the scopes of each role are the kit's.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { ROLES } from '../../packages/subgraph-kit/dist/access/roles.js';

const folder = path.dirname(fileURLToPath(import.meta.url));
const file = path.join(folder, 'realm.json');
const clients = JSON.parse(fs.readFileSync(path.join(folder, '../../gateway/demo-clients.json'), 'utf8'));

const AUDIENCE = 'solidarity-graph';
/** A realm that brings scopes of its own gets none of Keycloak's, not even the one that writes `sub`. */
const CALLER_SCOPE = 'caller';

const inAccessToken = { 'access.token.claim': 'true', 'introspection.token.claim': 'true' };

const mapper = (name, protocolMapper, config) => ({
  name,
  protocol: 'openid-connect',
  protocolMapper,
  config: { ...inAccessToken, ...config },
});

const claim = (name, value) =>
  mapper(name, 'oidc-hardcoded-claim-mapper', {
    'claim.name': name,
    'claim.value': value,
    'jsonType.label': 'String',
    'id.token.claim': 'false',
    'userinfo.token.claim': 'false',
  });

const clientScope = (name, isInToken, protocolMappers = []) => ({
  name,
  protocol: 'openid-connect',
  attributes: { 'include.in.token.scope': String(isInToken), 'display.on.consent.screen': 'false' },
  protocolMappers,
});

/** A client that gets tokens for itself; the secret is as public as its id. */
const client = ({ id, role, claims }) => ({
  clientId: id,
  secret: `${id}-secret`,
  enabled: true,
  protocol: 'openid-connect',
  clientAuthenticatorType: 'client-secret',
  publicClient: false,
  serviceAccountsEnabled: true,
  standardFlowEnabled: false,
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: false,
  fullScopeAllowed: false,
  defaultClientScopes: [CALLER_SCOPE, ...ROLES[role].scopes],
  optionalClientScopes: [],
  protocolMappers: Object.entries({ role, ...claims }).map(([name, value]) => claim(name, value)),
});

const scopes = [...new Set(clients.flatMap(({ role }) => ROLES[role].scopes))].sort();

const realm = {
  realm: 'solidarity',
  displayName: 'Demonstration of the solidarity graph: never for real people',
  enabled: true,
  // Everything runs on one machine; a real realm says "external" or "all".
  sslRequired: 'none',
  registrationAllowed: false,
  accessTokenLifespan: 3600,
  clientScopes: [
    clientScope(CALLER_SCOPE, false, [
      mapper('subject', 'oidc-sub-mapper', {}),
      mapper('audience', 'oidc-audience-mapper', { 'included.custom.audience': AUDIENCE }),
    ]),
    // Keycloak gives this one to every client with a service account.
    clientScope('service_account', false),
    ...scopes.map((scope) => clientScope(scope, true)),
  ],
  clients: clients.map(client),
};

const text = await format(JSON.stringify(realm), { ...(await resolveConfig(file)), filepath: file });
if (!process.argv.includes('--check')) {
  fs.writeFileSync(file, text);
  console.log('realm.json is written.');
} else if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) {
  console.log('realm.json is fresh.');
} else {
  console.error('realm.json is stale; run npm run realm and commit it.');
  process.exitCode = 1;
}
