import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The least that node:http can do with a question: an answer of the same size as a session check's, without looking at anything.
const body = JSON.stringify({
  idleEndsAt: '2026-11-21T09:30:00.000Z',
  endsAt: '2026-11-21T21:00:00.000Z',
  now: '2026-11-21T09:00:00.000Z',
});
const server = createServer((_, response) => {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', body.length);
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Varco is ready at http://localhost:${(server.address() as AddressInfo).port}\n`);
});
const stop = () => process.exit();
process.on('SIGTERM', stop);
process.on('disconnect', stop);
