import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

/** How a button, or a link that looks like one, is dressed. One `main` a page. */
export const looks = {
  main: 'btn btn-primary v-button',
  plain: 'btn btn-outline-primary v-button',
  danger: 'btn btn-danger v-button',
  quiet: 'v-button v-button--quiet',
} as const;
export type Look = keyof typeof looks;

interface Properties extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'disabled'> {
  readonly look?: Look;
  readonly small?: boolean;
  /** The act is under way: pressing again does nothing. */
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

/** A button says its verb and its object; it is never disabled, it explains what is missing when pressed. */
export function Button({ look = 'plain', small = false, busy = false, type = 'button', onClick, children, ...rest }: Properties) {
  return (
    <button
      {...rest}
      type={type}
      className={small ? `${looks[look]} v-button--small` : looks[look]}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
    </button>
  );
}
