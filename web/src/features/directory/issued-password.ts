interface Issued {
  readonly userId: string;
  readonly password: string;
}

let issued: Issued | undefined;

/** Keeps a temporary password from the page that made it to the page that shows it, in memory only. */
export function keepIssued(userId: string, password: string): void {
  issued = { userId, password };
}

/** The temporary password just made for this user, if there is one. */
export const issuedFor = (userId: string): string | undefined => (issued?.userId === userId ? issued.password : undefined);

/** Forgets it: it was shown once. */
export function forgetIssued(): void {
  issued = undefined;
}
