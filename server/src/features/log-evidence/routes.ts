import { Readable } from 'node:stream';
import { verifierKey } from '@varco/shared/access-log/evidence/checkpoint';
import {
  AskArchive,
  AskedEvidence,
  AskVerification,
  LogEvidence,
  MOST_CHECKPOINTS_TEXT,
  VerificationDetails,
} from '@varco/shared/log-evidence/api';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Core } from '#core/core';
import { newestCheckpointOf, sha256 } from '#features/access-log';
import { refuseIfOver, type SessionCheck } from '#features/sessions';
import { readCookie } from '#http/cookies';
import { mayEverywhere } from '#http/permission';
import type { App } from '#http/server';
import { askForArchive } from './ask-archive.ts';
import { type ArchiveFile, fetchArchive } from './fetch-archive.ts';
import { readCheckpoint, readEvidence, readVerification } from './read-evidence.ts';
import { askForVerification } from './verify.ts';

const params = z.object({ id: z.uuid() });
/** An archive and a verdict are about everybody's rows. */
const allow = mayEverywhere('search', 'access-log');
const text = (description: string) => ({ 200: z.string().meta({ description }) });

/** The evidence of the log: what to keep elsewhere, archives that prove themselves, verifications. */
export function logEvidenceRoutes(app: App, core: Core, sessions: Pick<SessionCheck, 'check'>): void {
  // Asked again and again while something goes on, which is no activity of a person.
  app.get('/api/log-evidence', { config: { allow, background: true }, schema: { response: { 200: LogEvidence } } }, (request) =>
    readEvidence(core, request.actor, request.scope),
  );

  app.get(
    '/api/log-evidence/checkpoint',
    { config: { allow }, schema: { response: text('The newest checkpoint: a signed note') } },
    async (_, reply) => {
      const { text: note, at } = await readCheckpoint(core);
      return sendText(reply, `checkpoint-${at.slice(0, 19).replaceAll(':', '')}Z.txt`, note);
    },
  );

  app.get(
    '/api/log-evidence/key',
    { config: { allow }, schema: { response: text('The public key that checkpoints are signed with') } },
    async (_, reply) => {
      const { origin } = await newestCheckpointOf(core.db);
      return sendText(reply, 'varco-log-key.txt', `${verifierKey(sha256, origin, core.keys.checkpoints.publicKey)}\n`);
    },
  );

  app.post(
    '/api/log-evidence/archives',
    { config: { allow }, schema: { body: AskArchive, response: { 201: AskedEvidence } } },
    async (request, reply) => reply.code(201).send(await askForArchive(core, request.actor, request.scope, request.body)),
  );

  // Without HEAD: a file is fetched once, and a look at it would be that once.
  app.get(
    '/api/log-evidence/archives/:id/file',
    { config: { allow }, schema: { params, response: text('Gzip of lines of JSON') }, exposeHeadRoute: false },
    async (request, reply) => {
      const { id } = request.params;
      const file = await fetchArchive(core, request.actor, request.scope, {
        id,
        language: request.language,
        stillAllowed: () =>
          refuseIfOver(
            sessions,
            { token: readCookie(core, request, 'session'), client: request.client },
            { right: allow, scope: request.scope },
          ),
      });
      return sendFile(reply, file);
    },
  );

  app.post(
    '/api/log-evidence/verifications',
    // As characters of JSON a text may take more bytes.
    { config: { allow }, bodyLimit: 2 * MOST_CHECKPOINTS_TEXT, schema: { body: AskVerification, response: { 201: AskedEvidence } } },
    async (request, reply) => reply.code(201).send(await askForVerification(core, request.actor, request.scope, request.body)),
  );

  app.get(
    '/api/log-evidence/verifications/:id',
    { config: { allow, background: true }, schema: { params, response: { 200: VerificationDetails } } },
    (request) => readVerification(core, request.scope, request.params.id),
  );
}

/** Sends an archive no faster than it is taken; a fault on the way breaks the connection before the length that was said. */
const sendFile = (reply: FastifyReply, { name, bytes, content }: ArchiveFile): FastifyReply =>
  reply
    .type('application/gzip')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-length', bytes)
    .send(Readable.from(content, { objectMode: true, highWaterMark: 1 }));

const sendText = (reply: FastifyReply, name: string, content: string): FastifyReply =>
  reply.type('text/plain; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`).serializer(String).send(content);
