import { doorMessages, problemTitles } from '@varco/shared/door/messages';
import type { Language } from '@varco/shared/language';
import { type ProblemData, problemSentence } from '@varco/shared/problem-messages';
import type { ProblemCode } from '@varco/shared/problems';
import { setupMessages } from '@varco/shared/setup/messages';
import type { DoorAssets } from './door-assets.ts';
import { type Html, html } from './html.ts';

export { type DoorAssets, loadDoorAssets } from './door-assets.ts';
export { type Html, html } from './html.ts';

/** How the door of an organization looks (requirements D3). */
export interface DoorLook {
  readonly bandColor: string | null;
  readonly logo: { readonly hash: string; readonly width: number; readonly height: number; readonly alternative: string } | null;
}

/** An organization with an address of its own at the door, and how the door looks there (requirements D3, R1.43). */
export interface OwnDoor {
  readonly id: string;
  readonly name: string;
  /** By which an address names it. */
  readonly loginIdFolded: string | null;
  readonly look: DoorLook;
}

/** What every page before the session needs besides its own content. */
export interface Frame {
  readonly language: Language;
  /** The address, path and query, of the question: to it come back the change of language, reload and Back. */
  readonly path: string;
  /** Absent until the installation is set up. */
  readonly organization: string | null;
  readonly assets: DoorAssets;
  /** The colour of the band and the logo, where the organization chose them. */
  readonly look?: DoorLook | undefined;
  /** How to get help, in the organization's own words. */
  readonly help?: string | null;
}

/** One page: its title, its content, and where it stands among the steps. */
export interface DoorPage {
  readonly title: string;
  /** Whether the page came back with faults: the title of the window says so first. */
  readonly error?: boolean;
  readonly step?: { readonly now: number; readonly of: number };
  readonly body: Html;
  /** For tables and running text; forms stay narrow. */
  readonly wide?: boolean;
}

const languageLink = ({ language, path }: Frame): Html => {
  const other = doorMessages[language].otherLanguage;
  const address = `/language?to=${other.code}&returnTo=${encodeURIComponent(path)}`;
  return html`<a class="v-language" lang="${other.code}" hreflang="${other.code}" href="${address}">${other.name}</a>`;
};

const mark = html`<svg class="v-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path d="M8 27V12a8 8 0 0 1 16 0v15" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"/><path d="M12.5 15.5 16 22l3.5-6.5" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

const logoOf = ({ hash, width, height, alternative }: NonNullable<DoorLook['logo']>): Html =>
  html`<img class="v-logo" src="/door-look/logo/${hash}" width="${width}" height="${height}" alt="${alternative}">`;

const stepLine = (language: Language, { now, of }: { now: number; of: number }): Html =>
  html`<p class="v-step">${doorMessages[language].step(now, of)}</p>
<svg class="v-progress" viewBox="0 0 ${of} 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="v-progress__all" width="${of}" height="1"/><rect class="v-progress__done" width="${now}" height="1"/></svg>`;

/** The whole document of a page before the session: works without scripts, and holds no style or script of its own. */
export function doorPage(frame: Frame, page: DoorPage): string {
  const { language, organization, assets, look } = frame;
  const words = doorMessages[language];
  const name = organization === null ? 'Varco' : `${organization} - Varco`;
  const title = `${page.error ? words.errorTitle(page.title) : page.title} - ${name}`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="color-scheme" content="light">
<meta name="theme-color" content="${look?.bandColor ?? '#004d99'}">
<meta name="robots" content="noindex">
${assets.fonts.map((font) => html`<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>\n`)}<link rel="stylesheet" href="${assets.css}">
${typeof look?.bandColor === 'string' && html`<link rel="stylesheet" href="/door-look/band/${look.bandColor.slice(1)}.css">\n`}${assets.icon !== null && html`<link rel="icon" href="${assets.icon}" type="image/svg+xml">\n`}${assets.script !== null && html`<script type="module" src="${assets.script}"></script>\n`}</head>
<body data-question="${frame.path}">
<a class="v-skip" href="#content">${words.skip}</a>
<div class="${page.wide ? 'v-door v-door--wide' : 'v-door'}">
<header class="v-band">${look?.logo ? logoOf(look.logo) : mark}<p class="v-name">${organization === null ? html`<strong>Varco</strong>` : html`<strong>${organization}</strong> <span>Varco</span>`}</p>${languageLink(frame)}</header>
<main id="content" class="v-card" tabindex="-1">
${page.step && stepLine(language, page.step)}
${page.body}
</main>
<footer class="v-foot" aria-label="${words.footer}">
<p>${frame.help || words.helpOf(organization)}</p>
<ul><li><a href="/accessibility">${words.accessibility}</a></li><li><a href="/privacy">${words.privacy}</a></li></ul>
</footer>
</div>
</body>
</html>
`.toString();
}

const isTransient = (code: ProblemCode): boolean => code.startsWith('server.');
const asksToSignIn: readonly ProblemCode[] = [
  'sign-in.required',
  'sign-in.step-expired',
  'sessions.expired',
  'sessions.ended',
  'setup.already-done',
];

const wayOn = ({ language, path }: Frame, code: ProblemCode): Html => {
  const words = doorMessages[language];
  const link = (address: string, label: string): Html =>
    html`<p class="v-actions"><a class="v-button v-button--main" href="${address}">${label}</a></p>`;
  if (isTransient(code) || code === 'setup.required') return link(path, words.retry);
  if (code === 'setup.link-refused') return html``;
  if (asksToSignIn.includes(code)) return link('/sign-in', words.toSignIn);
  return link('/', words.toDesk);
};

/** What two pages of the setup say besides the sentence of their code. */
const details: Partial<Record<ProblemCode, (language: Language) => Html>> = {
  'setup.required': (language) => {
    const words = setupMessages[language].required;
    return html`<h2>${words.who}</h2>
<p>${words.how}</p>`;
  },
  'setup.link-refused': (language) => {
    const words = setupMessages[language].refused;
    const [stop, start, open] = words.steps;
    return html`<p>${words.why}</p>
<h2>${words.how}</h2>
<ol class="v-steps"><li>${stop}</li><li>${start} <code>npm start</code></li><li>${open}</li></ol>
<p>${words.kept}</p>`;
  },
};

/** The page of a refusal or fault that has no form to come back to: what happened, what to do, one way on. */
export function errorPage(
  frame: Frame,
  problem: { readonly code: ProblemCode; readonly data?: ProblemData; readonly reference?: string },
): string {
  const { language } = frame;
  const title = problemTitles[problem.code][language];
  const data = problem.reference === undefined ? problem.data : { ...problem.data, reference: problem.reference };
  const sentence = problemSentence(language, problem.code, data);
  const rest = sentence.startsWith(`${title}. `) ? sentence.slice(title.length + 2) : sentence;
  const body = html`<h1>${title}</h1>
<p>${rest}</p>
${details[problem.code]?.(language)}
${wayOn(frame, problem.code)}`;
  const path = problem.code === 'setup.link-refused' ? '/setup' : frame.path;
  return doorPage({ ...frame, path }, { title, error: problem.code !== 'setup.required', body });
}
