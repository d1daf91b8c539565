/** Reads the query of an address, plain words as in `?state=locked&search=rossi`; a repeated name keeps its first value. */
export function parseAddress(query: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    if (!(name in found)) found[name] = value;
  }
  return found;
}

/** Writes the query of an address; what is empty is left out. */
export function formatAddress(values: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const query = parameters.toString();
  return query === '' ? '' : `?${query}`;
}

/** A text of the address, or undefined. */
export const textIn = (values: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** A text of the address if it is one of those admitted. */
export function oneOf<T extends string>(values: Readonly<Record<string, unknown>>, name: string, admitted: readonly T[]): T | undefined {
  const value = textIn(values, name);
  return admitted.find((one) => one === value);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id of the address, or undefined. */
export const idIn = (values: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = textIn(values, name);
  return value !== undefined && UUID.test(value) ? value : undefined;
};

/** A day of the address, or undefined. */
export const dayIn = (values: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = textIn(values, name);
  return value !== undefined && isDay(value) ? value : undefined;
};

const isDay = (value: string): boolean =>
  /^[12]\d{3}-\d\d-\d\d$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;

/** A positive whole number of the address, or undefined. */
export function countIn(values: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = values[name];
  const text = typeof value === 'number' ? String(value) : textIn(values, name);
  return text !== undefined && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}

/** A member of an object only if it has a value. */
export const given = <K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: V });
