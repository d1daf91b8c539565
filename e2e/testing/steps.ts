import type { Locator, Page } from 'playwright-core';
import type { Language } from './browser.ts';
import type { Somebody } from './installation.ts';

const door = {
  it: { username: 'Nome utente', submit: 'Accedi', desk: 'Scrivania', signOut: 'Esci' },
  en: { username: 'User name', submit: 'Sign in', desk: 'Desk', signOut: 'Sign out' },
} as const;

/** Waits until the page with this title is the one in view. */
export const titled = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();

/** Answers the first question of the door and sends the answer. */
export async function knock(page: Page, who: Pick<Somebody, 'username' | 'password'>, language: Language = 'it'): Promise<void> {
  await page.getByLabel(door[language].username, { exact: true }).fill(who.username);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: door[language].submit, exact: true }).click();
}

/** Goes to the door, and through it to the desk. */
export async function signIn(page: Page, who: Pick<Somebody, 'username' | 'password'>, language: Language = 'it'): Promise<void> {
  await page.goto('/sign-in');
  await knock(page, who, language);
  await titled(page, door[language].desk);
}

/** The words of a message, as they are read: one line, single blanks. */
export const wordsOf = async (message: Locator): Promise<string> => (await message.innerText()).replaceAll(/\s+/g, ' ').trim();
