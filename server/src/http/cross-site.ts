import type { FastifyRequest } from 'fastify';
import { Refusal } from '#core/refusal';

/**
 * A page of another site cannot act in a person's name: browsers name the origin of every unsafe request
 * (Origin, or Sec-Fetch-Site; OWASP Cross-Site Request Forgery Prevention). Programs send neither and carry no cookie by themselves.
 */
export function refuseCrossSite(request: FastifyRequest, ours: string): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  const foreign =
    origin !== undefined ? origin !== ours && !sameLoopback(origin, ours) : site !== undefined && site !== 'same-origin' && site !== 'none';
  if (foreign) throw new Refusal('request.cross-site');
}

/** On this machine alone, localhost and 127.0.0.1 with the same port are one place. */
function sameLoopback(origin: string, ours: string): boolean {
  if (!URL.canParse(origin)) return false;
  const [theirs, own] = [new URL(origin), new URL(ours)];
  const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;
  return theirs.protocol === own.protocol && theirs.port === own.port && loopback.test(theirs.hostname) && loopback.test(own.hostname);
}
