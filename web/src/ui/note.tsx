import { type ReactNode, useEffect, useRef } from 'react';
import { Icon, type IconName } from './icon.tsx';

const pictures = { info: 'info', ok: 'check', warn: 'warning', bad: 'fault' } as const satisfies Record<string, IconName>;
export type Tone = keyof typeof pictures;

/** A message that stays until left: what happened in bold, what it means, what to do next. */
export function Note({
  tone = 'info',
  title,
  children,
  takeFocus = false,
}: {
  readonly tone?: Tone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** The message arrived with the page, or answers what was just done: it is read first. */
  readonly takeFocus?: boolean;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takeFocus) box.current?.focus();
  }, [takeFocus]);
  return (
    <div ref={box} className={noteClass[tone]} tabIndex={-1}>
      <Icon name={pictures[tone]} />
      <div className="v-note__text">
        <p>
          <strong>{title}</strong>
        </p>
        {children}
      </div>
    </div>
  );
}

const noteClass: Readonly<Record<Tone, string>> = {
  info: 'v-note v-note--info',
  ok: 'v-note v-note--ok',
  warn: 'v-note v-note--warn',
  bad: 'v-note v-note--bad',
};
