/** Brings out the button that shows a password; the field hides again when its form is sent. */
export function showPasswords(page: Document): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>('[data-reveal]')) {
    const input = page.getElementById(button.getAttribute('aria-controls') ?? '');
    if (!(input instanceof HTMLInputElement)) continue;
    const show = (shown: boolean): void => {
      input.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
    };
    button.hidden = false;
    button.addEventListener('click', () => show(button.getAttribute('aria-pressed') !== 'true'));
    input.form?.addEventListener('submit', () => show(false));
  }
}
