import type { PasswordRules } from '@varco/shared/credentials/api';
import { doorMessages } from '@varco/shared/door/messages';
import type { Language } from '@varco/shared/language';
import {
  laterVersion,
  policyValue,
  profileCaution,
  profileFacts,
  profileTexts,
  ruleGroups,
  ruleTexts,
} from '@varco/shared/policy/messages';
import { type ProfileName, profileNames, profiles } from '@varco/shared/policy/profiles';
import { isEnforced, type PolicyRule } from '@varco/shared/policy/rules';
import { type ProblemData, problemSentence } from '@varco/shared/problem-messages';
import type { Issue, ProblemCode } from '@varco/shared/problems';
import { setupMessages } from '@varco/shared/setup/messages';
import { doorPage, type Frame, type Html, html } from '#http/door';
import { faultList, faultOf, field, note, rulesList, sentencesOf, split } from '#http/door-parts';

/** The questions of the wizard in order; the address of each is `/setup/<name>`. */
export const setupSteps = ['organization', 'administrator', 'profile', 'summary'] as const;
/** One question of the wizard. */
export type SetupStep = (typeof setupSteps)[number];

const stepOf = (name: SetupStep) => ({ now: setupSteps.indexOf(name) + 1, of: setupSteps.length });

/** The way back, when there is one, and the way on. */
const actions = (language: Language, step: SetupStep, submit = doorMessages[language].continue): Html => {
  const previous = setupSteps[setupSteps.indexOf(step) - 1];
  return html`<p class="v-actions"><button class="v-button v-button--main" type="submit">${submit}</button>${previous && html`<a class="v-button" href="/setup/${previous}">${doorMessages[language].back}</a>`}</p>`;
};

/** The wizard's first page: takes the secret from the address when scripts run, from the field when they do not. */
export function claimPage(frame: Frame, view: { readonly issues?: readonly Issue[] } = {}): string {
  const { language } = frame;
  const words = setupMessages[language].claim;
  const issues = view.issues ?? [];
  const body = html`${faultList(language, issues)}<h1>${words.title}</h1>
<p>${words.intro}</p>
<form method="post" action="/setup/claim" novalidate data-claim>
${field(language, { name: 'token', label: words.code, hint: words.codeHint, autocomplete: 'off', verbatim: true, faults: sentencesOf(language, issues, 'token') })}
<p class="v-actions"><button class="v-button v-button--main v-button--full" type="submit">${words.submit}</button></p>
</form>
<details class="v-more"><summary>${words.lost}</summary><p>${words.lostText}</p></details>`;
  return doorPage({ ...frame, path: '/setup' }, { title: words.title, error: issues.length > 0, body });
}

/** First question: the name of the organization. */
export function organizationPage(frame: Frame, view: { readonly organization: string; readonly issues: readonly Issue[] }): string {
  const { language } = frame;
  const words = setupMessages[language].organization;
  const { issues } = view;
  const body = html`${faultList(language, issues)}<h1>${words.title}</h1>
<form method="post" action="/setup/organization" novalidate>
${field(language, {
  name: 'organization',
  label: words.label,
  hint: words.hint,
  value: view.organization,
  autocomplete: 'organization',
  faults: sentencesOf(language, issues, 'organization'),
  autofocus: issues.length === 0,
})}
${actions(language, 'organization')}
</form>`;
  return doorPage(frame, { title: words.title, step: stepOf('organization'), error: issues.length > 0, body });
}

/** What the second question shows; a password already chosen is only said to be there. */
export interface AdministratorView {
  readonly givenName: string;
  readonly familyName: string;
  readonly username: string;
  readonly rules: PasswordRules;
  /** A password was accepted before: both fields may stay empty to keep it. */
  readonly passwordKept?: boolean;
  readonly issues: readonly Issue[];
}

/** Second question: the person who administers, with user name and password. */
export function administratorPage(frame: Frame, view: AdministratorView): string {
  const { language } = frame;
  const words = setupMessages[language].administrator;
  const { issues } = view;
  const text = (
    name: 'givenName' | 'familyName' | 'username',
    autocomplete: string,
    more: { hint?: string; verbatim?: boolean; autofocus?: boolean } = {},
  ) => field(language, { name, label: words[name], value: view[name], autocomplete, faults: sentencesOf(language, issues, name), ...more });
  const secret = (name: 'password' | 'confirmation', describedBy: readonly string[]) =>
    field(language, {
      name,
      label: words[name],
      kind: 'password',
      autocomplete: 'new-password',
      describedBy,
      faults: sentencesOf(language, issues, name),
    });
  const body = html`${faultList(language, issues)}<h1>${words.title}</h1>
<p>${words.intro}</p>
<form method="post" action="/setup/administrator" novalidate>
${text('familyName', 'family-name', { autofocus: issues.length === 0 })}
${text('givenName', 'given-name')}
${text('username', 'username', { hint: words.usernameHint, verbatim: true })}
${view.passwordKept && note('info', { lead: split(words.kept).lead, rest: split(words.kept).rest })}
${rulesList(language, { rules: view.rules, field: 'password' })}
${secret('password', ['rules'])}
${secret('confirmation', [])}
${actions(language, 'administrator')}
</form>`;
  return doorPage(frame, { title: words.title, step: stepOf('administrator'), error: issues.length > 0, body });
}

const profileChoice = (language: Language, name: ProfileName, chosen: ProfileName | null, first: boolean): Html => {
  const { values } = profiles[name];
  const text = profileTexts[name][language];
  const id = first ? 'profile' : `profile-${name}`;
  const caution = profileCaution(language, values);
  return html`<div class="v-choice"><input type="radio" id="${id}" name="profile" value="${name}"${name === chosen && html` checked`} aria-describedby="about-${name}"><div>
<label for="${id}">${text.name}${name === 'misure-minime' && html` <span class="v-choice__tag">(${setupMessages[language].profile.recommended})</span>`}</label>
<div id="about-${name}" class="v-choice__about"><p>${text.explanation}</p><p class="v-choice__facts">${profileFacts(language, values)}</p>${caution && html`<p class="v-choice__caution">${caution}</p>`}</div>
</div></div>`;
};

const ruleRow = (language: Language, rule: PolicyRule): Html => {
  const text = ruleTexts[rule][language];
  const cells = profileNames.map(
    (name) =>
      html`<td role="cell"><span class="v-cell-label" aria-hidden="true">${profileTexts[name][language].name}</span> ${policyValue(language, rule, profiles[name].values[rule])}</td>`,
  );
  return html`<tr role="row"><th role="rowheader" scope="row">${text.name}<span class="v-rule-about">${text.explanation}</span>${!isEnforced(rule) && html`<span class="v-later">${laterVersion[language]}</span>`}</th>${cells}</tr>
`;
};

/** Every rule of every profile, side by side; on a narrow page each rule is a block. */
function profileTable(language: Language): Html {
  const words = setupMessages[language].profile;
  const heads = profileNames.map((name) => html`<th role="columnheader" scope="col">${profileTexts[name][language].name}</th>`);
  const groups = ruleGroups.map(
    (
      group,
    ) => html`<tbody role="rowgroup"><tr role="row" class="v-compare__group"><th role="rowheader" scope="rowgroup" colspan="${profileNames.length + 1}">${group.name[language]}</th></tr>
${group.rules.map((rule) => ruleRow(language, rule))}</tbody>`,
  );
  return html`<table class="v-compare" role="table"><caption>${words.caption}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${words.rule}</th>${heads}</tr></thead>
${groups}</table>`;
}

/** Third question: the profile, each explained, and all of them compared rule by rule. */
export function profilePage(frame: Frame, view: { readonly profile: ProfileName | null; readonly issues: readonly Issue[] }): string {
  const { language } = frame;
  const words = setupMessages[language].profile;
  const { issues } = view;
  const chosen = view.profile ?? (issues.length === 0 ? 'misure-minime' : null);
  const body = html`${faultList(language, issues)}<h1>${words.title}</h1>
<p id="profile-intro">${words.intro}</p>
<form method="post" action="/setup/profile" novalidate>
<fieldset class="v-choices" aria-describedby="profile-intro${issues.length > 0 && ' profile-fault'}"><legend class="visually-hidden">${words.legend}</legend>
${faultOf(language, 'profile', sentencesOf(language, issues, 'profile'))}
${profileNames.map((name, index) => profileChoice(language, name, chosen, index === 0))}
</fieldset>
${actions(language, 'profile')}
</form>
<details class="v-more"><summary>${words.compare}</summary>
<p>${words.later}</p>
${profileTable(language)}
</details>`;
  return doorPage(frame, { title: words.title, step: stepOf('profile'), error: issues.length > 0, wide: true, body });
}

/** Everything answered so far; the password is only said to be chosen. */
export interface SummaryView {
  readonly organization: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly username: string;
  readonly profile: ProfileName;
  /** Answers that do not hold together, such as a password too short for the profile chosen after it. */
  readonly issues?: readonly Issue[];
  readonly problem?: { readonly code: ProblemCode; readonly data?: ProblemData } | undefined;
}

/** The last page before anything is written: each answer with the way to change it. */
export function summaryPage(frame: Frame, view: SummaryView): string {
  const { language } = frame;
  const words = setupMessages[language].summary;
  const issues = view.issues ?? [];
  const answer = (step: SetupStep, field: string, label: string, value: string) =>
    html`<div class="v-answer"><dt>${label}</dt><dd>${value}${faultOf(language, `answer-${field}`, sentencesOf(language, issues, field))}</dd><dd><a id="${field}" href="/setup/${step}">${words.change}<span class="visually-hidden">: ${label}</span></a></dd></div>
`;
  const message = view.problem
    ? note('bad', split(problemSentence(language, view.problem.code, view.problem.data)), 'alert')
    : faultList(language, issues);
  const body = html`${message}<h1>${words.title}</h1>
<dl class="v-answers">
${answer('organization', 'organization', words.organization, view.organization)}${answer('administrator', 'familyName', words.administrator, `${view.givenName} ${view.familyName}`)}${answer('administrator', 'username', words.username, view.username)}${answer('administrator', 'password', words.password, words.passwordSet)}${answer('profile', 'profile', words.profile, profileTexts[view.profile][language].name)}</dl>
<p>${words.intro}</p>
<form method="post" action="/setup/finish">${actions(language, 'summary', words.submit)}</form>`;
  return doorPage(frame, { title: words.title, step: stepOf('summary'), error: issues.length > 0 || view.problem !== undefined, body });
}

/** The end of the wizard: what was made, the way in, and the three next things. */
export function donePage(frame: Frame, view: { readonly organization: string; readonly username: string }): string {
  const { language } = frame;
  const words = setupMessages[language].done;
  const body = html`${note('ok', { lead: words.lead(view.organization), rest: words.rest(view.username) }, 'status')}<h1>${words.title}</h1>
<p class="v-actions"><a class="v-button v-button--main v-button--full" href="/sign-in">${words.signIn}</a></p>
<h2>${words.next}</h2>
<ol class="v-steps">${words.steps.map((step) => html`<li><strong>${step.lead}</strong> ${step.rest}</li>`)}</ol>`;
  return doorPage({ ...frame, organization: view.organization, path: '/sign-in' }, { title: words.title, body });
}
