import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CodedError } from '../errors/coded-error';
import type { Door } from '../server/door';
import { DEFAULT_PAGE_SIZE } from '../values/connection';
import { deliveriesOf } from './delivery-log';
import type { Dispatcher } from './dispatcher';
import { webhookOf, webhooksOf, type Asked } from './listing';
import type { WebhookParts } from './parts';
import type { Ping } from './ping';
import { redeliver, redeliveryInput } from './redelivery';
import { secretInput, webhookInput, type Registration } from './registration';

/** What the routes of webhooks are made with. */
export interface RouteParts {
  readonly service: string;
  readonly parts: WebhookParts;
  readonly registration: Registration;
  readonly ping: Ping;
  readonly dispatcher: Dispatcher;
}

type WithId = FastifyRequest<{ Params: { id: string } }>;

/** The webhooks of a caller in this service, for the gateway to put together with those of the others. */
export function addWebhookRoutes(scope: FastifyInstance, door: Door, routes: RouteParts): void {
  const { service, parts, registration, ping, dispatcher } = routes;
  const { store } = parts;
  const callerOf = (request: FastifyRequest) => door.callerOf(request, 'webhooks:manage');
  const shown = async (request: WithId) =>
    webhookOf(store, service, await callerOf(request), request.params.id);
  // Nothing may be asked of some actions, and then the body is empty though it calls itself JSON.
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(body as string));
    } catch {
      done(new CodedError('BAD_USER_INPUT'), undefined);
    }
  });

  scope.get('/webhooks', async (request) =>
    webhooksOf(store, service, await callerOf(request), askedOf(request)),
  );
  scope.get('/webhooks/:id', shown);
  scope.get('/webhooks/:id/deliveries', async (request: WithId) => {
    const state = textOf(request, 'state');
    const asked = { ...askedOf(request), state };
    return deliveriesOf(store, service, await callerOf(request), request.params.id, asked);
  });
  scope.put('/webhooks/:id', async (request: WithId) => {
    const caller = await callerOf(request);
    await registration.save(caller, request.params.id, inputOf(webhookInput, request));
    dispatcher.wake();
    return shown(request);
  });
  scope.delete('/webhooks/:id', async (request: WithId, reply) => {
    await registration.remove(await callerOf(request), request.params.id);
    return reply.code(204).send();
  });
  scope.post('/webhooks/:id/secret', async (request: WithId) => {
    const caller = await callerOf(request);
    await registration.rotateSecret(caller, request.params.id, inputOf(secretInput, request));
    return shown(request);
  });
  scope.post('/webhooks/:id/pause', async (request: WithId) => {
    await registration.pause(await callerOf(request), request.params.id);
    return shown(request);
  });
  scope.post('/webhooks/:id/resume', async (request: WithId) => {
    await registration.resume(await callerOf(request), request.params.id);
    dispatcher.wake();
    return shown(request);
  });
  scope.post('/webhooks/:id/ping', async (request: WithId) =>
    ping.send(await callerOf(request), request.params.id),
  );
  scope.post('/webhooks/:id/redeliver', async (request: WithId) => {
    const caller = await callerOf(request);
    const redelivery = await redeliver(parts, caller, request.params.id, inputOf(redeliveryInput, request));
    dispatcher.wake();
    return redelivery;
  });
}

function inputOf<Form extends z.ZodType>(form: Form, { body }: FastifyRequest): z.infer<Form> {
  const parsed = form.safeParse(body);
  if (!parsed.success) throw new CodedError('BAD_USER_INPUT');
  return parsed.data;
}

function askedOf(request: FastifyRequest): Asked {
  const first = textOf(request, 'first');
  return { first: first === null ? DEFAULT_PAGE_SIZE : Number(first), after: textOf(request, 'after') };
}

function textOf({ query }: FastifyRequest, name: string): string | null {
  const value = (query as Record<string, unknown>)[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
