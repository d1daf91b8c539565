import type { Language } from '@varco/shared/language';
import type { Issue } from '@varco/shared/problems';

/** At most so long may a file of functions be. */
export const MOST_BYTES = 1024 * 1024;

/** What a chosen file holds, or why nobody can read it. */
export type Read = { readonly manifest: unknown } | { readonly fault: 'encoding' } | { readonly fault: 'json'; readonly because: string };

/** Reads a file of functions; a mark at its beginning that some editors leave is no part of it. */
export function readManifest(bytes: ArrayBuffer): Read {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: 'encoding' };
  }
  try {
    return { manifest: JSON.parse(text) };
  } catch (fault) {
    return { fault: 'json', because: fault instanceof Error ? fault.message : String(fault) };
  }
}

const words = {
  it: { functions: 'Funzione', actions: 'azione', sections: 'Sezione', settings: 'impostazione', options: 'scelta' },
  en: { functions: 'Function', actions: 'action', sections: 'Section', settings: 'setting', options: 'option' },
} as const;

/** Where in the file an issue stands, as who wrote it counts: from one, with the name that stands there. */
export function placeOf(language: Language, { field = '' }: Pick<Issue, 'field'>, manifest: unknown): string {
  const said: string[] = [];
  let here: unknown = manifest;
  let list: string | undefined;
  for (const step of field.split('.')) {
    here = typeof here === 'object' && here !== null && Object.hasOwn(here, step) ? here[step as keyof typeof here] : undefined;
    if (Object.hasOwn(words[language], step)) list = words[language][step as keyof (typeof words)['it']];
    else if (list !== undefined && /^\d+$/.test(step)) {
      said.push(`${list} ${Number(step) + 1}${nameOf(language, here)}`);
      list = undefined;
    } else said.push(step);
  }
  return said.filter((one) => one !== '').join(', ');
}

/** The name of what stands somewhere in the file, shortened. */
function nameOf(language: Language, value: unknown): string {
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
  if (typeof name !== 'string' || name === '') return '';
  return language === 'it' ? ` «${name.slice(0, 50)}»` : ` "${name.slice(0, 50)}"`;
}

/** A file to begin with: a function with everyday actions and one of its own. */
export const exampleManifest = {
  functions: [
    {
      name: 'files',
      label: 'Pratiche',
      labelEnglish: 'Files',
      actions: [
        { name: 'search', levels: ['department', 'organization', 'all'], proposed: 'department' },
        { name: 'create', levels: ['department', 'organization'] },
        { name: 'modify', levels: ['department', 'organization'] },
        { name: 'delete', levels: ['organization'] },
        {
          name: 'sign',
          label: 'Firma',
          labelEnglish: 'Sign',
          levels: ['department', 'organization'],
          proposed: 'department',
          licence: 'professional',
        },
      ],
    },
    {
      name: 'rates',
      label: 'Tariffe',
      labelEnglish: 'Rates',
      actions: [
        { name: 'search', levels: ['organization', 'all'] },
        { name: 'modify', levels: ['organization'] },
      ],
    },
  ],
};
