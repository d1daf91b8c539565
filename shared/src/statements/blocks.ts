/** A piece of a statement: a heading or a paragraph, whose lines are read as one, or a list with one line for each item. */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'list';
  readonly lines: readonly string[];
}

const marks = { heading: '# ', list: '- ' } as const;

function lineOf(text: string): { readonly kind: Block['kind']; readonly text: string } {
  if (text.startsWith(marks.heading)) return { kind: 'heading', text: text.slice(marks.heading.length).trim() };
  if (text.startsWith(marks.list)) return { kind: 'list', text: text.slice(marks.list.length).trim() };
  return { kind: 'paragraph', text };
}

/**
 * A statement as its page shows it: a blank line ends a piece, a line that begins with `# ` is a heading, lines that begin with `- `
 * are a list, and `{organization}` is the organization's name.
 */
export function blocksOf(wording: string, organization: string): Block[] {
  const blocks: { kind: Block['kind']; lines: string[] }[] = [];
  let goesOn = false;
  for (const raw of wording.split('\n')) {
    const trimmed = raw.trim();
    if (trimmed === '') {
      goesOn = false;
      continue;
    }
    const { kind, text: written } = lineOf(trimmed);
    const text = written.replaceAll('{organization}', () => organization);
    const last = blocks.at(-1);
    if (goesOn && kind !== 'heading' && last?.kind === kind) last.lines.push(text);
    else blocks.push({ kind, lines: [text] });
    goesOn = true;
  }
  return blocks;
}
