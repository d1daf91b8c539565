import { doorMessages } from '@varco/shared/door/messages';
import type { StatementName } from '@varco/shared/statements/api';
import { type Block, blocksOf } from '@varco/shared/statements/blocks';
import { defaultStatements, someOrganization } from '@varco/shared/statements/texts';
import { doorPage, type Frame, type Html, html } from '#http/door';

const faces: Readonly<Record<Block['kind'], (lines: readonly string[]) => Html>> = {
  heading: (lines) => html`<h2>${lines.join(' ')}</h2>\n`,
  paragraph: (lines) => html`<p>${lines.join('\n')}</p>\n`,
  list: (lines) => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>\n`,
};

/** The page of a statement; `own` is the organization's wording in the reader's language, absent until it writes one. */
export function statementPage(frame: Frame, name: StatementName, own: string | null): string {
  const { language, organization } = frame;
  const title = doorMessages[language].statements[name];
  const blocks = blocksOf(own ?? defaultStatements[name][language], organization ?? someOrganization[language]);
  return doorPage(frame, { title, wide: true, body: html`<h1>${title}</h1>\n${blocks.map(({ kind, lines }) => faces[kind](lines))}` });
}
