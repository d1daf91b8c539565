/** Drawn on a grid of 24, one line of 1.75; shapes that must be told apart without colour differ in outline too. */
const drawings = {
  check: 'M4.5 12.5 10 18 19.5 6.5',
  warning: 'M12 3.5 22 20.5H2ZM12 10v4.5M12 17.2v.3',
  forbidden: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM5.8 5.8l12.4 12.4',
  minus: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8 12h8',
  open: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5.5M12 7.5v.3',
  fault: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3ZM9 9l6 6M15 9l-6 6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M6 9.5l6 6 6-6',
  up: 'M6 14.5l6-6 6 6',
  right: 'M9.5 6l6 6-6 6',
  more: 'M12 5.5v.2M12 12v.2M12 18.5v.2',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 21 21',
  ascending: 'M12 19V5M6.5 10.5 12 5l5.5 5.5',
  descending: 'M12 5v14M6.5 13.5 12 19l5.5-5.5',
  copy: 'M9 9h11v11H9ZM15 5.5V4H4v11h1.5',
  print: 'M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7Z',
  plus: 'M12 5v14M5 12h14',
  entered: 'M13.5 4H20v16h-6.5M3.5 12H15M11 8l4 4-4 4',
  left: 'M10.5 4H4v16h6.5M9 12h11.5M16.5 8l4 4-4 4',
  change: 'M4 20l1-4.5L16.5 4 20 7.5 8.5 19ZM14 6.5 17.5 10',
} as const;

export type IconName = keyof typeof drawings;

/** A picture beside a word that says the same: never alone, never read aloud. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: 16 | 20 | 24 }) {
  return (
    <svg className="v-icon" width={`${size / 16}rem`} height={`${size / 16}rem`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={drawings[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={name === 'more' ? 3 : 1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
