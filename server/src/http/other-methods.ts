import type { FastifyInstance } from 'fastify';
import { Refusal } from '#core/refusal';

declare module 'fastify' {
  interface FastifyInstance {
    /** The methods of every address that has routes of its own. */
    methodsOf: Map<string, Set<string>>;
  }
}

type Server = Pick<FastifyInstance, 'addHook' | 'decorate' | 'methodsOf' | 'route' | 'supportedMethods'>;

/** Whatever has no route of its own, which the console's document answers: no address of which it could be said that it exists. */
const EVERYTHING_ELSE = '/*';

const neverReached = (): undefined => undefined;

/** From now on the server remembers which methods an address has. */
export function rememberMethods(app: Server): void {
  const methodsOf = new Map<string, Set<string>>();
  app.decorate('methodsOf', methodsOf);
  app.addHook('onRoute', ({ url, method, handler }) => {
    if (url !== EVERYTHING_ELSE && handler !== neverReached)
      methodsOf.set(url, new Set([...(methodsOf.get(url) ?? []), ...[method].flat()]));
  });
}

/**
 * Addresses answer 405 to the methods of RFC 9110 that they do not have, and name those they have (RFC 9110, 15.5.6): Fastify would answer 404. The answer
 * is the same for everybody and tells what the description of the API tells. Comes after every other route.
 */
export function refuseOtherMethods(app: Server): void {
  for (const [url, has] of app.methodsOf) {
    const allowed = [...has].sort().join(', ');
    app.route({
      url,
      method: app.supportedMethods.filter((method) => !has.has(method)),
      config: { allow: 'anyone', beforeSetup: true },
      schema: { hide: true },
      // Before the body is read: of which format it is does not matter any more.
      onRequest: async (_, reply) => {
        reply.header('allow', allowed);
        throw new Refusal('request.method-not-allowed');
      },
      handler: neverReached,
    });
  }
}
