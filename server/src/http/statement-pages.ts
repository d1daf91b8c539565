import { doorMessages } from '@varco/shared/door/messages';
import { defaultStatements, type Statements, someOrganization } from '@varco/shared/statements/texts';
import { doorPage, type Frame, type Html, html } from './door.ts';

/** Plain paragraphs as markup: `# ` begins a heading, `- ` an item of a list, a blank line ends a paragraph. */
function paragraphs(text: string): readonly Html[] {
  return text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => {
      if (block.startsWith('# ')) return html`<h2>${block.slice(2)}</h2>\n`;
      const lines = block.split('\n');
      if (lines.every((line) => line.startsWith('- '))) return html`<ul>${lines.map((line) => html`<li>${line.slice(2)}</li>`)}</ul>\n`;
      return html`<p>${block}</p>\n`;
    });
}

function statementPage(frame: Frame, statement: keyof Statements, text: string | null): string {
  const { language, organization } = frame;
  const title = doorMessages[language].statements[statement];
  const wording = (text ?? defaultStatements[statement][language]).replaceAll('{organization}', organization ?? someOrganization[language]);
  return doorPage(frame, { title, wide: true, body: html`<h1>${title}</h1>\n${paragraphs(wording)}` });
}

/** The accessibility statement; `text` is the organization's own wording, absent until it writes one. */
export const accessibilityPage = (frame: Frame, text: string | null): string => statementPage(frame, 'accessibility', text);

/** The privacy notice; `text` is the organization's own wording, absent until it writes one. */
export const privacyPage = (frame: Frame, text: string | null): string => statementPage(frame, 'privacy', text);
