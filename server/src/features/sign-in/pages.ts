import type { PasswordRules } from '@varco/shared/credentials/api';
import type { PasswordIssue } from '@varco/shared/credentials/password-policy';
import { type ProblemData, problemSentence } from '@varco/shared/problem-messages';
import type { Issue, ProblemCode } from '@varco/shared/problems';
import { type Notice, noticeText, signInMessages } from '@varco/shared/sign-in/messages';
import { doorPage, type Frame, html, type OwnDoor } from '#http/door';
import { faultList, field, note, rulesList, sentencesOf, split } from '#http/door-parts';

/** What the first page of the door shows; the password typed before is never part of it. */
export interface SignInView {
  readonly username: string;
  readonly returnTo?: string | undefined;
  /** The organization that the address names, for which the session begins; no other is named (requirements D3, R1.43). */
  readonly at?: OwnDoor | undefined;
  /** The one refusal of every cause (requirements R5.27). */
  readonly refused: boolean;
  /** Any other reason why the attempt was not judged: too many open, the data unreachable, the clocks apart. */
  readonly problem?: { readonly code: ProblemCode; readonly data?: ProblemData } | undefined;
  readonly notice?: Notice | undefined;
  /** How long the session that expired could be idle. */
  readonly idleMinutes?: number | undefined;
}

const problemOf = (view: SignInView): { code: ProblemCode; data?: ProblemData | undefined } | undefined => {
  if (view.problem) return view.problem;
  return view.refused ? { code: 'sign-in.refused' } : undefined;
};

const queryOf = (query: Readonly<Record<string, string | null | undefined>>): string => {
  const said = Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
};

/**
 * User name and password, one button; at the address of an organization also for which one enters. After a refusal name and organization
 * stay and the password does not (requirements R1.43, R2.23, R2.24).
 */
export function signInPage(frame: Frame, view: SignInView): string {
  const { language } = frame;
  const words = signInMessages[language].signIn;
  const { at, returnTo } = view;
  const problem = problemOf(view);
  const message = problem
    ? note('bad', split(problemSentence(language, problem.code, problem.data)), 'alert')
    : view.notice && note(view.notice === 'signed-out' ? 'ok' : 'info', noticeText(language, view.notice, view.idleMinutes), 'status');
  const body = html`${message}<h1>${words.title}</h1>
${at && html`<p>${words.enterFor(at.name)} <a href="/sign-in${queryOf({ returnTo })}">${words.asUsual}</a></p>\n`}<p class="v-lead" id="case">${words.case}</p>
<form method="post" action="/sign-in" novalidate>
${returnTo !== undefined && html`<input type="hidden" name="returnTo" value="${returnTo}">\n`}${at && html`<input type="hidden" name="organization" value="${at.id}">\n`}${field(
  language,
  {
    name: 'username',
    label: words.username,
    value: view.username,
    autocomplete: 'username',
    describedBy: ['case'],
    verbatim: true,
    autofocus: !message,
  },
)}
${field(language, { name: 'password', label: words.password, kind: 'password', autocomplete: 'current-password', describedBy: ['case'] })}
<p class="v-actions"><button class="v-button v-button--main v-button--full" type="submit">${words.submit}</button></p>
</form>
<details class="v-more"><summary>${words.troubleTitle}</summary><p>${words.trouble}</p>${at && html`<p>${words.troubleOrganization}</p>`}</details>`;
  const path = problem ? `/sign-in${queryOf({ organization: at?.loginIdFolded, returnTo })}` : frame.path;
  return doorPage({ ...frame, path }, { title: words.title, error: problem !== undefined, body });
}

/** What the page of the forced change shows. */
export interface NewPasswordView {
  readonly why: 'first-access' | 'reset' | 'reactivated';
  readonly username: string;
  readonly rules: PasswordRules;
  /** Every rule the password just sent breaks. */
  readonly issues: readonly PasswordIssue[];
  readonly refused: boolean;
}

const placed = (issue: PasswordIssue): Issue => ({ ...issue, field: issue.rule === 'not-confirmed' ? 'confirmation' : 'next' });

/** The issues beside the fields they are about; nothing typed breaks many rules and is one thing to mend. */
function issuesToShow(issues: readonly PasswordIssue[]): readonly Issue[] {
  const nothing = issues.some((issue) => issue.rule === 'too-short' && issue.length === 0);
  return nothing ? [{ field: 'next', rule: 'required' }] : issues.map(placed);
}

/** The gate "new-password": why, whose, the rules before the fields, two fields (requirements R1.9, R1.11, R3.63). */
export function newPasswordPage(frame: Frame, view: NewPasswordView): string {
  const { language } = frame;
  const words = signInMessages[language].newPassword;
  const issues = issuesToShow(view.issues);
  const refused = view.refused || issues.length > 0;
  const faults = (name: string) => sentencesOf(language, issues, name);
  const message =
    issues.length > 0
      ? faultList(language, issues, words.refused)
      : refused && note('bad', split(problemSentence(language, 'credentials.password-refused')), 'alert');
  const body = html`${message}<h1>${words.title}</h1>
<p>${words.why[view.why]}</p>
<form method="post" action="/sign-in/new-password" novalidate>
<p class="v-who">${words.username}: <strong>${view.username}</strong></p>
<input type="text" name="username" value="${view.username}" autocomplete="username" readonly hidden>
${rulesList(language, { rules: view.rules, field: 'next' })}
${field(language, {
  name: 'next',
  label: words.next,
  kind: 'password',
  autocomplete: 'new-password',
  describedBy: ['rules'],
  faults: faults('next'),
  autofocus: !refused,
})}
${field(language, { name: 'confirmation', label: words.confirmation, kind: 'password', autocomplete: 'new-password', faults: faults('confirmation') })}
<p class="v-actions"><button class="v-button v-button--main v-button--full" type="submit">${words.submit}</button></p>
</form>
<form method="post" action="/sign-in/new-password/cancel"><p class="v-actions"><button class="v-link" type="submit">${words.cancel}</button></p></form>`;
  return doorPage(frame, { title: words.title, error: refused, body });
}

/** Asks before signing out, for who comes to the address instead of pressing the button (requirements R2.31). */
export function signOutPage(frame: Frame): string {
  const words = signInMessages[frame.language].signOut;
  const body = html`<h1>${words.title}</h1>
<p>${words.text}</p>
<form method="post" action="/sign-out"><p class="v-actions"><button class="v-button v-button--out" type="submit">${words.submit}</button> <a class="v-button" href="/">${words.stay}</a></p></form>`;
  return doorPage(frame, { title: words.title, body });
}
