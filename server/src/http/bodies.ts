import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#core/refusal';

type Server = Pick<FastifyInstance, 'addContentTypeParser' | 'removeAllContentTypeParsers'>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bodies are UTF-8 text without NUL or half a pair, JSON or a plain form; anything else is refused before it is looked at. */
export function readBodies(app: Server): void {
  const read = (parse: (body: string) => unknown) => async (request: FastifyRequest, body: Buffer) => {
    if (/charset=(?!\s*"?utf-?8"?)/i.test(request.headers['content-type'] ?? '')) throw new Refusal('request.unsupported-format');
    return parse(textOf(body));
  };
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    read((body) => {
      if (body === '') return undefined;
      try {
        // JSON holds U+0000 and half a pair only as escapes: where there is none, nothing has to be looked at name by name, which costs four
        // times as much.
        if (!escaped.test(body)) return JSON.parse(body) as unknown;
        return JSON.parse(body, (name, value: unknown) => {
          refuseUnkept(name);
          if (typeof value === 'string') refuseUnkept(value);
          return value;
        }) as unknown;
      } catch {
        throw new Refusal('request.unreadable');
      }
    }),
  );
  // A file is read whole, up to the limit of the route that takes it; any other route refuses it unread.
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    if (request.routeOptions.config.takesFile !== true) throw new Refusal('request.unsupported-format');
    return body;
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    read((body) => {
      const fields = [...new URLSearchParams(body)];
      for (const text of fields.flat()) refuseUnkept(text);
      return Object.fromEntries(fields);
    }),
  );
}

function textOf(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new Refusal('request.unreadable', { issues: [{ rule: 'encoding' }] });
  }
}

/** How JSON may write what PostgreSQL does not hold. */
const escaped = /\\u(?:0000|d[89a-f])/i;

/** PostgreSQL holds no text with U+0000, and in its JSON no half of a pair. */
function refuseUnkept(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) throw new Refusal('request.unreadable');
}
