import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useFormat } from '../core/me.ts';
import { useTexts } from '../core/texts.ts';
import { Button } from './button.tsx';
import { Cell, FirstCell, Row, Table } from './table.tsx';
import { words } from './words.ts';

/** One bar: what it stands for, and its two values, the second on top of the first. */
export interface Bar {
  readonly key: string;
  /** Short, under the bar. */
  readonly label: string;
  /** Whole, in the table; a link where it leads on. */
  readonly whole: ReactNode;
  readonly first: number;
  readonly second: number;
  /** What pressing the bar does; the table has the same as a link, for who does not point. */
  readonly press?: (() => void) | undefined;
}

const HEIGHT = 200;
const TOP = 20;
const FLOOR = HEIGHT - 26;
const LEFT = 52;
const LABEL_WIDTH = 72;

/** How wide a box is, in pixels: a picture drawn to measure has letters of the right size at every width. */
function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => setWidth(Math.max(200, Math.round(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

/** A round number a little above the greatest value, for the line at the top. */
function roundUp(value: number): number {
  if (value <= 4) return Math.max(1, value);
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}

/** Bars over time, each of two parts, that start from zero; the same numbers stand in a table, one button away and on paper. */
export function BarChart({
  title,
  finding,
  column,
  names,
  bars,
}: {
  readonly title: string;
  /** What stands out, in one sentence. */
  readonly finding: string;
  /** The heading of what the bars stand for. */
  readonly column: string;
  readonly names: readonly [first: string, second: string];
  readonly bars: readonly Bar[];
}) {
  const format = useFormat();
  const [box, width] = useWidth();
  const pattern = `${useId()}-hatch`;
  const most = roundUp(Math.max(...bars.map(({ first, second }) => first + second)));
  const step = (width - LEFT) / bars.length;
  const thick = Math.max(1, Math.min(48, step * (step < 6 ? 0.9 : 0.72)));
  const tall = (value: number) => (value / most) * (FLOOR - TOP);
  // The picture is one image to who cannot see it: presses are heard by its box, and say nothing that the table does not.
  const barAt = (x: number): Bar | undefined => (x < LEFT ? undefined : bars[Math.floor((x - LEFT) / step)]);
  useEffect(() => {
    const picture = box.current;
    if (!picture) return undefined;
    const press = (event: MouseEvent) => {
      const bar = barAt(event.clientX - picture.getBoundingClientRect().left);
      if (bar && bar.first + bar.second > 0) bar.press?.();
    };
    picture.addEventListener('click', press);
    return () => picture.removeEventListener('click', press);
  });
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / step));
  return (
    <Figure
      title={title}
      finding={finding}
      table={
        <Table
          caption={title}
          columns={[
            { key: 'what', label: column },
            { key: 'first', label: names[0], numeric: true },
            { key: 'second', label: names[1], numeric: true },
          ]}
        >
          {bars.map((bar) => (
            <Row key={bar.key}>
              <FirstCell>{bar.whole}</FirstCell>
              <Cell label={names[0]} numeric>
                {format.number(bar.first)}
              </Cell>
              <Cell label={names[1]} numeric>
                {format.number(bar.second)}
              </Cell>
            </Row>
          ))}
        </Table>
      }
    >
      <ul className="v-chart__legend">
        <li>
          <svg width="14" height="14" aria-hidden="true">
            <rect width="14" height="14" className="v-chart__first" />
          </svg>
          {names[0]}
        </li>
        <li>
          <svg width="14" height="14" aria-hidden="true">
            <Hatch id={`${pattern}-legend`} />
            <rect width="14" height="14" fill={`url(#${pattern}-legend)`} className="v-chart__second" />
          </svg>
          {names[1]}
        </li>
      </ul>
      <div ref={box} className={bars.some(({ press }) => press) ? 'v-chart__box v-chart__box--press' : 'v-chart__box'}>
        <svg width={width} height={HEIGHT} role="img" aria-label={`${title}. ${finding}`} className="v-chart__picture">
          <Hatch id={pattern} />
          {[0, most].map((value) => (
            <g key={value}>
              <line x1={LEFT - 4} x2={width} y1={FLOOR - tall(value)} y2={FLOOR - tall(value)} className="v-chart__line" />
              <text x={LEFT - 8} y={FLOOR - tall(value) + 5} textAnchor="end" className="v-chart__text">
                {format.number(value)}
              </text>
            </g>
          ))}
          {bars.map((bar, index) => {
            const x = LEFT + index * step + (step - thick) / 2;
            const [lower, upper] = [tall(bar.first), tall(bar.second)];
            return (
              <g key={bar.key}>
                {bar.first > 0 && <rect x={x} y={FLOOR - lower} width={thick} height={lower} className="v-chart__first" />}
                {bar.second > 0 && (
                  <rect
                    x={x}
                    y={FLOOR - lower - upper}
                    width={thick}
                    height={upper}
                    fill={`url(#${pattern})`}
                    className="v-chart__second"
                  />
                )}
                {index % every === 0 && x + LABEL_WIDTH / 2 <= width + 8 && (
                  <text x={x + thick / 2} y={HEIGHT - 6} textAnchor={index === 0 ? 'start' : 'middle'} className="v-chart__text">
                    {bar.label}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
    </Figure>
  );
}

/** One line of a list of amounts. */
export interface Amount {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: number;
}

/** Amounts that are compared: a name, a number, a bar; a true table, so that nothing has to be said twice. */
export function AmountChart({
  title,
  finding,
  column,
  name,
  amounts,
}: {
  readonly title: string;
  readonly finding: string;
  readonly column: string;
  readonly name: string;
  readonly amounts: readonly Amount[];
}) {
  const format = useFormat();
  const pattern = `${useId()}-hatch`;
  const most = Math.max(1, ...amounts.map(({ value }) => value));
  return (
    <Figure title={title} finding={finding}>
      <Table
        caption={title}
        columns={[
          { key: 'what', label: column },
          { key: 'value', label: name, numeric: true },
        ]}
      >
        {amounts.map(({ key, label, value }, index) => (
          <Row key={key}>
            <FirstCell>
              {label}
              <svg width="100%" height="10" aria-hidden="true" className="v-chart__amount">
                <Hatch id={`${pattern}-${index}`} />
                <rect width={`${(value / most) * 100}%`} height="10" fill={`url(#${pattern}-${index})`} className="v-chart__second" />
              </svg>
            </FirstCell>
            <Cell label={name} numeric>
              {format.number(value)}
            </Cell>
          </Row>
        ))}
      </Table>
    </Figure>
  );
}

/** The two colours are one in grey: the second is told by its lines. */
function Hatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className="v-chart__hatch-ground" />
        <rect width="3" height="6" className="v-chart__hatch" />
      </pattern>
    </defs>
  );
}

function Figure({
  title,
  finding,
  table,
  children,
}: {
  readonly title: string;
  readonly finding: string;
  /** The same numbers; absent where the picture is a table itself. */
  readonly table?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useTexts(words);
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <section className="v-card v-chart" aria-labelledby={`${id}-title`}>
      <div className="v-card__head">
        <h2 id={`${id}-title`}>{title}</h2>
        {table !== undefined && (
          <Button small aria-expanded={open} aria-controls={`${id}-table`} onClick={() => setOpen(!open)}>
            {open ? t.hideTable : t.showTable}
          </Button>
        )}
      </div>
      <p>{finding}</p>
      {children}
      {table !== undefined && (
        <div id={`${id}-table`} hidden={!open} className="v-chart__table">
          {table}
        </div>
      )}
    </section>
  );
}
