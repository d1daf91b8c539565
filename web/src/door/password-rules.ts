import { passwordIssues } from '@varco/shared/credentials/password-policy';

/** The rules of a page, as the server wrote them on the list. */
export interface ShownRules {
  readonly minLength: number;
  readonly minCharacterClasses: number;
  readonly differsFromUsername: boolean;
}

/** Which of the shown rules the password meets so far; an empty field meets none. */
export function metRules(shown: readonly string[], rules: ShownRules, password: string, username: string): ReadonlySet<string> {
  if (password === '') return new Set();
  const broken = new Set<string>(passwordIssues(rules, password, username).map((issue) => issue.rule));
  return new Set(shown.filter((rule) => !broken.has(rule)));
}

const PAUSE = 800;

/** Turns each rule of a list while the password is typed, and says the count to who listens, once the typing pauses. */
export function turnRules(page: Document): void {
  for (const list of page.querySelectorAll<HTMLElement>('[data-rules]')) follow(page, list);
}

function follow(page: Document, list: HTMLElement): void {
  const input = page.getElementById(list.dataset.field ?? '');
  if (!(input instanceof HTMLInputElement)) return;
  const name = input.form?.elements.namedItem('username');
  const username = name instanceof HTMLInputElement ? name : undefined;
  const status = page.querySelector<HTMLElement>('[data-rules-status]');
  const counts = (status?.dataset.counts ?? '').split('|');
  const items = [...list.querySelectorAll<HTMLElement>('[data-rule]')];
  const rules = {
    minLength: Number(list.dataset.minLength),
    minCharacterClasses: Number(list.dataset.minClasses),
    differsFromUsername: list.dataset.differs === 'yes',
  };
  let pause: number | undefined;

  const turn = (): void => {
    const met = metRules(
      items.map((item) => item.dataset.rule ?? ''),
      rules,
      input.value,
      username?.value ?? '',
    );
    for (const item of items) {
      const isMet = met.has(item.dataset.rule ?? '');
      item.classList.toggle('v-met', isMet);
      const word = item.querySelector<HTMLElement>('[data-met]');
      if (word) word.hidden = !isMet;
    }
    window.clearTimeout(pause);
    pause = window.setTimeout(() => {
      if (status && input.value !== '') status.textContent = counts[met.size] ?? '';
    }, PAUSE);
  };
  input.addEventListener('input', turn);
  username?.addEventListener('input', turn);
}
