import type { PasswordRules } from '@varco/shared/credentials/api';
import { doorMessages } from '@varco/shared/door/messages';
import type { Language } from '@varco/shared/language';
import { issueSentence } from '@varco/shared/problem-messages';
import type { Issue } from '@varco/shared/problems';
import { passwordLengthHint, passwordRules, signInMessages } from '@varco/shared/sign-in/messages';
import { type Html, html, type Piece } from './html.ts';

const icons = {
  bad: html`<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M12 7v6m0 3.5v.5M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z"/>`,
  info: html`<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M12 11v6m0-9.5V8M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z"/>`,
  ok: html`<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="m7.5 12.5 3 3 6-7M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z"/>`,
  warn: html`<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="M12 9v5m0 3v.5M12 3 2 20.5h20z"/>`,
} as const;

/** A drawing of 24 px, always beside its word. */
const icon = (name: keyof typeof icons): Html =>
  html`<svg class="v-icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">${icons[name]}</svg>`;

/** A message of the page: what happened in bold, then the rest; it takes the focus when it came with the page. */
export const note = (
  kind: keyof typeof icons,
  content: { readonly lead: string; readonly rest?: Piece },
  arrival: 'alert' | 'status' | 'still' = 'still',
): Html =>
  html`<div class="v-note v-note--${kind}"${arrival !== 'still' && html` role="${arrival}" tabindex="-1" autofocus`}>${icon(kind)}<div class="v-note__text"><p><strong>${content.lead}</strong>${typeof content.rest === 'string' && content.rest !== '' && html` ${content.rest}`}</p>${typeof content.rest !== 'string' && content.rest}</div></div>`;

/** The sentences of the issues of one field. */
export const sentencesOf = (language: Language, issues: readonly Issue[], field: string): readonly string[] =>
  issues.filter((issue) => issue.field === field).map((issue) => issueSentence(language, issue));

/** All faults of a form at once, each a link to its field, in the words that stand beside the field; nothing when there are none. */
export function faultList(language: Language, issues: readonly Issue[], lead?: string): Html {
  if (issues.length === 0) return html``;
  const items = issues.map((issue) => {
    const sentence = issueSentence(language, issue);
    return html`<li>${issue.field === undefined ? sentence : html`<a href="#${issue.field}">${sentence}</a>`}</li>`;
  });
  return note('bad', { lead: lead ?? doorMessages[language].faults(issues.length), rest: html`<ul>${items}</ul>` }, 'alert');
}

/** The faults of one field, in the words of the summary; nothing when there are none. */
export const faultOf = (language: Language, name: string, faults: readonly string[]): Html =>
  faults.length === 0
    ? html``
    : html`<p class="v-field__fault" id="${name}-fault">${icon('bad')}<span><span class="visually-hidden">${doorMessages[language].fault}: </span>${faults.map((sentence) => html`<span class="v-field__line">${sentence} </span>`)}</span></p>
`;

/** One text field: label above, hint, fault, control; tied together for who listens. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind?: 'text' | 'password';
  readonly value?: string;
  readonly autocomplete: string;
  readonly hint?: string;
  /** Ids of texts elsewhere on the page that also describe this field. */
  readonly describedBy?: readonly string[];
  readonly faults?: readonly string[];
  readonly autofocus?: boolean;
  /** User names and codes: no capital at the beginning, no correction, no dictionary. */
  readonly verbatim?: boolean;
}

/** Draws a field; a password is never written back, and gets a button that shows it where scripts run. */
export function field(language: Language, wanted: Field): Html {
  const { name, label, kind = 'text', faults = [] } = wanted;
  const words = doorMessages[language];
  const described = [
    ...(wanted.describedBy ?? []),
    ...(wanted.hint === undefined ? [] : [`${name}-hint`]),
    ...(faults.length > 0 ? [`${name}-fault`] : []),
  ].join(' ');
  const verbatim = wanted.verbatim === true || kind === 'password';
  const input = html`<input id="${name}" name="${name}" type="${kind}"${kind === 'text' && html` value="${wanted.value ?? ''}"`} autocomplete="${wanted.autocomplete}"${verbatim && html` autocapitalize="none" autocorrect="off" spellcheck="false"`}${described !== '' && html` aria-describedby="${described}"`}${faults.length > 0 && html` aria-invalid="true"`}${wanted.autofocus === true && html` autofocus`}>`;
  const reveal = html`<button class="v-password__show" type="button" aria-pressed="false" aria-controls="${name}" aria-label="${words.showOf(label)}" hidden data-reveal>${words.show}</button>`;
  return html`<div class="${faults.length > 0 ? 'v-field v-field--fault' : 'v-field'}">
<label for="${name}">${label}</label>
${wanted.hint !== undefined && html`<p class="v-field__hint" id="${name}-hint">${wanted.hint}</p>\n`}${faultOf(language, name, faults)}${kind === 'password' ? html`<div class="v-password">${input}${reveal}</div>` : input}
</div>`;
}

/** The first sentence in bold, the help after it. */
export const split = (sentence: string): { lead: string; rest: string } => {
  const end = sentence.indexOf('. ');
  return end < 0 ? { lead: sentence, rest: '' } : { lead: sentence.slice(0, end + 1), rest: sentence.slice(end + 2) };
};

/** The rules as a list; where scripts run each turns while the password is typed. */
export function rulesList(language: Language, view: { readonly rules: PasswordRules; readonly field: string }): Html {
  const words = signInMessages[language];
  const { rules } = view;
  const items = passwordRules(language, rules).map(
    ({ rule, text }) =>
      html`<li data-rule="${rule}"><span>${text}</span><span class="visually-hidden" data-met hidden> (${words.ruleMet})</span></li>`,
  );
  const total = items.length;
  const counts = Array.from({ length: total + 1 }, (_, met) => words.rulesMet(met, total)).join('|');
  return html`<div class="v-rules" id="rules"><p>${words.newPassword.rules}</p>
<ul data-rules data-field="${view.field}" data-min-length="${rules.minLength}" data-min-classes="${rules.minCharacterClasses}" data-differs="${rules.differsFromUsername ? 'yes' : 'no'}">${items}</ul>
<p class="v-field__hint">${passwordLengthHint(language, rules)}</p>
<p class="visually-hidden" role="status" data-rules-status data-counts="${counts}"></p></div>`;
}
