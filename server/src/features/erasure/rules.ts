/** What a person is known by. */
interface Named {
  readonly username: string;
  readonly familyName: string;
  readonly fullName: string;
  readonly taxCode: string | null;
  readonly email: string | null;
  readonly employeeNumber: string | null;
}

/** Shorter texts are in everything. */
const TELLING = 3;

/** What a person is known by, in small letters, for looking whether a text names him. */
export const textsOf = ({ username, familyName, fullName, taxCode, email, employeeNumber }: Named): string[] =>
  [username, familyName, fullName, taxCode, email, employeeNumber]
    .map((text) => (text ?? '').trim().toLowerCase())
    .filter((text) => [...text].length >= TELLING);

/** Whether a reason would keep what is to be erased. */
export const names = (reason: string, user: Named): boolean => {
  const said = reason.toLowerCase();
  return textsOf(user).some((text) => said.includes(text));
};
