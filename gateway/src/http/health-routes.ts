import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../subgraphs/readiness';
import type { GatewayMetrics } from './metrics';

export interface HealthParts {
  readonly metrics: GatewayMetrics;
  /** Null when the services of the supergraph are not of this house and have nothing to ask. */
  readonly readiness: (() => Promise<Readiness>) | null;
  /** Whether the gateway is on its way out: what is under way is finished, nothing new should be sent here. */
  readonly isDraining: () => boolean;
}

/**
 * What an operator or a load balancer asks. Ready means that answers can be given: `degraded` ones too, in which
 * the part of a service that is down is missing, for taking the gateway away would take the other parts as well.
 */
export function addHealthRoutes(server: FastifyInstance, parts: HealthParts): void {
  server.get('/health/live', () => ({ status: 'live' }));

  server.get('/health/ready', async (_request, reply) => {
    const services = parts.readiness ? await parts.readiness() : {};
    const status = parts.isDraining() ? 'draining' : statusOf(services);
    const isUsable = status === 'ready' || status === 'degraded';
    return reply.code(isUsable ? 200 : 503).send({ status, services });
  });

  server.get('/metrics', async (_request, reply) => {
    const { registry } = parts.metrics;
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  });
}

function statusOf(services: Readiness): 'ready' | 'degraded' | 'not ready' {
  const answers = Object.values(services);
  if (answers.every(Boolean)) return 'ready';
  return answers.some(Boolean) ? 'degraded' : 'not ready';
}
