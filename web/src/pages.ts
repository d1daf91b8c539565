/** Every page of the console, by its address. */
export type PagePath = keyof typeof pages;

/** The addresses of the console and, for each, the page of the manual that explains it; a page without one does not compile. */
export const pages = {
  '/': { help: 'desk' },
  '/users': { help: 'users' },
  '/help': { help: 'help' },
} as const;
