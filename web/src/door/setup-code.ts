/** The secret inside a setup link or what was pasted of it: 43 characters after the last `#`, or all of the text. */
export function setupCode(text: string): string | undefined {
  const code = text.trim().replace(/^.*#/, '');
  return /^[\w-]{43}$/.test(code) ? code : undefined;
}

/** Sends the secret of the link that opened the page, after taking it out of the address, where it would stay in the history. */
export function takeSetupCode(page: Document, address: Location, past: History): void {
  const form = page.querySelector<HTMLFormElement>('form[data-claim]');
  const input = form?.elements.namedItem('token');
  if (!form || !(input instanceof HTMLInputElement)) return;
  form.addEventListener('submit', () => {
    input.value = setupCode(input.value) ?? input.value;
  });
  const code = setupCode(address.hash);
  if (code === undefined) return;
  past.replaceState(null, '', address.pathname);
  input.value = code;
  form.requestSubmit();
}
