import { doorMessages } from '@varco/shared/door/messages';
import type { Language } from '@varco/shared/language';
import type { FastifyInstance } from 'fastify';
import { html } from './html.ts';

const sign = html`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="M12 9v5m0 3v.5M12 3 2 20.5h20z"/></svg>`;

const banner = (language: Language): string => {
  const { name, lead, rest, mark } = doorMessages[language].demonstration;
  return html`<aside class="v-demonstration" aria-label="${name}">${sign}<p><strong>${lead}</strong> ${rest} <code>npm start -- --demo --fresh</code></p><span class="v-demonstration__mark" aria-hidden="true">${mark}</span></aside>`.toString();
};

/**
 * Puts the banner of a demonstration on top of every document, whoever makes it: none can be forgotten, and none can close it. A line of it
 * stays in view at the foot of the window, where it takes no click and hides no focus (`scroll-padding-bottom`, WCAG 2.4.11).
 */
export function markEveryPage(app: Pick<FastifyInstance, 'addHook'>): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const isDocument = typeof payload === 'string' && String(reply.getHeader('content-type') ?? '').startsWith('text/html');
    return isDocument ? payload.replace(/<body[^>]*>/, (body) => `${body}\n${banner(request.language)}`) : payload;
  });
}
