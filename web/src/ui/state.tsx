import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

const marks = {
  ok: { icon: 'check', face: 'v-state v-state--ok' },
  warn: { icon: 'warning', face: 'v-state v-state--warn' },
  bad: { icon: 'forbidden', face: 'v-state v-state--bad' },
  quiet: { icon: 'minus', face: 'v-state v-state--quiet' },
  exit: { icon: 'left', face: 'v-state v-state--quiet' },
  open: { icon: 'open', face: 'v-state v-state--open' },
  change: { icon: 'change', face: 'v-state' },
} as const satisfies Record<string, { icon: IconName; face: string }>;

export type Mark = keyof typeof marks;

/** Up to so many letters the words stay on one line, wherever a column could be made for them. */
const SHORT = 12;

/** A state: picture, word and colour on one line; the word alone says it all. */
export function State({ mark, children }: { readonly mark: Mark; readonly children: ReactNode }) {
  return (
    <span className={marks[mark].face}>
      <Icon name={marks[mark].icon} size={16} />
      <span className={typeof children === 'string' && children.length <= SHORT ? 'v-state__short' : undefined}>{children}</span>
    </span>
  );
}
