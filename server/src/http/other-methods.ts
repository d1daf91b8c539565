import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import findMyWay from 'find-my-way';
import { Refusal } from '#core/refusal';

declare module 'fastify' {
  interface FastifyInstance {
    /** The methods of every address that has routes of its own. */
    methodsOf: Map<string, Set<string>>;
  }
}

/** Whatever has no route of its own, which the console's document answers: no address of which it could be said that it exists. */
const EVERYTHING_ELSE = '/*';

/** No address has a longer parameter. */
export const LONGEST_PARAMETER = 200;

const neverCalled = (): undefined => undefined;

/**
 * Addresses answer 405 to the methods that they do not have, and name those they have (RFC 9110, 15.5.6): Fastify would answer 404. The
 * answer is the same for everybody and tells what the description of the API tells.
 */
export function refuseOtherMethods(
  app: Pick<FastifyInstance, 'addHook' | 'decorate' | 'methodsOf'>,
): (request: FastifyRequest, reply: FastifyReply) => void {
  const methodsOf = new Map<string, Set<string>>();
  app.decorate('methodsOf', methodsOf);
  app.addHook('onRoute', ({ url, method }) => {
    if (url === EVERYTHING_ELSE) return;
    methodsOf.set(url, new Set([...(methodsOf.get(url) ?? []), ...[method].flat()]));
  });

  // Made when somebody first asks for what is not there: a route for each method an address has not would be most of the routes.
  let addresses: ReturnType<typeof addressesOf> | undefined;
  return (request, reply) => {
    if (!request.is404 && request.routeOptions.url !== EVERYTHING_ELSE) return;
    addresses ??= addressesOf(methodsOf);
    const found = addresses.find('GET', request.url);
    if (!found) return;
    reply.header('allow', String(found.store));
    throw new Refusal('request.method-not-allowed');
  };
}

/** Every address with the methods it has; here the method of a route stands for any. */
function addressesOf(methodsOf: ReadonlyMap<string, ReadonlySet<string>>): Pick<ReturnType<typeof findMyWay>, 'find'> {
  const router = findMyWay({ maxParamLength: LONGEST_PARAMETER });
  for (const [url, has] of methodsOf) router.on('GET', url, neverCalled, [...has].sort().join(', '));
  return router;
}
