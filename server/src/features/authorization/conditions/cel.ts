import { type ASTNode, Environment, EvaluationError, type ParseResult } from '@marcbachmann/cel-js';
import {
  type AskedAbout,
  type Condition,
  type ConditionOutcome,
  type conditionErrors,
  type conditionFaults,
  MOST_CONDITION_CHARACTERS,
  MOST_CONDITION_DEPTH,
} from '@varco/shared/authorization/conditions';

/** Past these a text or a list cannot be used in a condition: what is sent must not decide how long an answer takes. */
const MOST_TEXT = 256;
const MOST_VALUES = 1_000;
const MOST_LEVELS = 10;
const MOST_NODES = 200;
/** So many different conditions are kept ready. */
const MOST_READY = 2_000;

/** What is known of each thing, as AuthZEN names it; the context is the application's own. */
const fieldsOf: Readonly<Record<string, readonly string[] | undefined>> = {
  subject: ['type', 'id', 'properties'],
  resource: ['type', 'id', 'properties'],
  action: ['name', 'properties'],
  context: undefined,
};
const names = Object.keys(fieldsOf);

/** Everything else of the library is refused: what reads lists one by one, expressions of its own for texts, bytes and types. */
const functions: readonly string[] = ['has', 'size', 'int', 'double', 'string', 'timestamp', 'duration'];
const methods: readonly string[] = [
  'startsWith',
  'endsWith',
  'contains',
  'size',
  'getFullYear',
  'getMonth',
  'getDate',
  'getDayOfWeek',
  'getHours',
  'getMinutes',
];
const repetitions: readonly string[] = ['all', 'exists', 'exists_one', 'map', 'filter', 'bind', 'join', 'split'];
const arithmetic: readonly string[] = ['+', '-', '*', '/', '%'];

const environment = new Environment({
  limits: { maxDepth: MOST_CONDITION_DEPTH, maxAstNodes: MOST_NODES, maxListElements: 100, maxMapEntries: 0, maxCallArguments: 3 },
});
for (const name of names) environment.registerVariable(name, 'map<string, dyn>');

/** What is wrong with a condition, and where. */
export interface ConditionFault {
  readonly rule: (typeof conditionFaults)[number];
  readonly line: number;
  readonly column: number;
  /** The name or function that is not known. */
  readonly name?: string;
}

/** Every fault of a condition; of one that cannot be read only the first. */
export function conditionFaultsOf(text: string): ConditionFault[] {
  if (text.length > MOST_CONDITION_CHARACTERS) return [{ rule: 'condition-too-long', ...placeIn(text, MOST_CONDITION_CHARACTERS) }];
  // What no database keeps, or nobody sees.
  const hidden = [...text].findIndex((one) => one < ' ' && one !== '\n' && one !== '\t');
  if (hidden >= 0) return [{ rule: 'condition-syntax', ...placeIn(text, hidden) }];
  let parsed: ParseResult;
  try {
    parsed = environment.parse(text);
  } catch (fault) {
    const { code, range } = told(fault);
    return [{ rule: code === 'limit_exceeded' ? 'condition-too-deep' : 'condition-syntax', ...placeIn(text, range?.start ?? 0) }];
  }
  const found = faultsIn(parsed.ast, text);
  if (found.length > 0) return found;
  const { valid, type, error } = parsed.check();
  if (!valid) {
    const { code, range } = told(error);
    return [{ rule: faultRules[code ?? ''] ?? 'condition-types', ...placeIn(text, range?.start ?? 0) }];
  }
  return type === 'bool' || type === 'dyn' ? [] : [{ rule: 'condition-not-boolean', ...placeIn(text, 0) }];
}

const faultRules: Readonly<Record<string, ConditionFault['rule']>> = { limit_exceeded: 'condition-too-deep' };

/** The library's own words for what went wrong; anything else that is thrown has none. */
const told = (fault: unknown): { code?: string; range?: { start: number; end: number } | undefined; node?: unknown } =>
  fault instanceof Error ? (fault as Error & { code?: string; range?: { start: number; end: number } }) : {};

/** Line and column as people count them. */
function placeIn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
}

/** What the language has and conditions do not. */
function faultsIn(root: ASTNode, text: string): ConditionFault[] {
  const faults: ConditionFault[] = [];
  const add = (node: ASTNode, rule: ConditionFault['rule'], name?: string): void => {
    faults.push({ rule, ...placeIn(text, node.pos), ...(name === undefined ? {} : { name }) });
  };
  const walk = (node: ASTNode, isInCall: boolean, isSearched = false): void => {
    if (isInCall && arithmetic.includes(node.op)) add(node, 'condition-text-in-function');
    // What is too long is left out of the whole, so that the whole can be looked into and never compared.
    if (!isSearched && isWhole(node)) add(node, 'condition-not-allowed');
    const into = (child: ASTNode, isCall = isInCall): void => walk(child, isCall);
    switch (node.op) {
      case 'value':
        if (typeof node.args === 'object' && node.args !== null) add(node, 'condition-not-allowed');
        return;
      case 'id':
        if (!names.includes(node.args)) add(node, 'condition-unknown-name', node.args);
        return;
      case '.': {
        const [of, field] = node.args;
        const fields = of.op === 'id' ? fieldsOf[of.args] : undefined;
        if (fields && !fields.includes(field)) add(node, 'condition-unknown-field', `${String(of.args)}.${field}`);
        walk(of, isInCall, true);
        return;
      }
      case '[]': {
        const [of, key] = node.args;
        if (of.op === 'id' && fieldsOf[of.args]) add(node, 'condition-not-allowed');
        walk(of, isInCall, true);
        into(key);
        return;
      }
      case 'in':
        into(node.args[0]);
        walk(node.args[1], isInCall, true);
        return;
      case 'call': {
        const [name, args] = node.args;
        if (!functions.includes(name)) add(node, 'condition-unknown-function', name);
        for (const one of args) into(one, true);
        return;
      }
      case 'rcall': {
        const [name, of, args] = node.args;
        // Its parts name what only it knows.
        if (repetitions.includes(name)) {
          add(node, 'condition-repetition', name);
          return;
        }
        if (name === 'matches') add(node, 'condition-regular-expression');
        else if (!methods.includes(name)) add(node, 'condition-unknown-function', name);
        for (const one of [of, ...args]) into(one, true);
        return;
      }
      case 'list':
        for (const one of node.args) into(one);
        return;
      case '?:':
      case '&&':
      case '||':
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        for (const one of node.args) into(one);
        return;
      case '!_':
      case '-_':
        into(node.args);
        return;
      default:
        add(node, 'condition-not-allowed');
    }
  };
  walk(root, false);
  return faults;
}

/** A thing as a whole, or all its properties. */
const isWhole = ({ op, args }: ASTNode): boolean =>
  op === 'id' ? names.includes(args) : op === '.' && args[1] === 'properties' && args[0].op === 'id';

/** Texts to what reads them: a snapshot is made for each request, and its conditions are the same as before. */
const ready = new Map<string, Condition>();

/** A condition made ready. One that is not allowed (an older version may have saved it) is an error for every question. */
export function conditionOf(text: string): Condition {
  const known = ready.get(text);
  if (known) return known;
  const made = make(text);
  if (ready.size >= MOST_READY) ready.clear();
  ready.set(text, made);
  return made;
}

function make(text: string): Condition {
  if (conditionFaultsOf(text).length > 0) return { text, judge: () => 'error' };
  const parsed = environment.parse(text);
  parsed.check();
  return { text, judge: (about) => run(parsed, about).outcome };
}

/** What came of a condition, and why it could not be answered. */
export interface Judged {
  readonly outcome: ConditionOutcome;
  readonly error?: (typeof conditionErrors)[number];
  readonly name?: string;
}

/** Tries a condition that has no faults. */
export const tryCondition = (text: string, about: AskedAbout): Judged => run(environment.parse(text), about);

function run(parsed: ParseResult, { subject, resource, action, context }: AskedAbout): Judged {
  try {
    const value: unknown = parsed({
      subject: entity(subject),
      resource: entity(resource),
      action: new Map<string, unknown>([
        ['name', text(action?.name ?? '')],
        ['properties', readable(action?.properties)],
      ]),
      context: readable(context),
    });
    if (typeof value === 'boolean') return { outcome: value ? 'true' : 'false' };
    return { outcome: 'error', error: value === TOO_LARGE ? 'too-large' : 'not-boolean' };
  } catch (fault) {
    return { outcome: 'error', ...whyOf(fault) };
  }
}

function whyOf(fault: unknown): Pick<Judged, 'error' | 'name'> & { readonly error: NonNullable<Judged['error']> } {
  if (!(fault instanceof EvaluationError)) return { error: 'failed' };
  const { code, summary } = fault;
  if (code === 'no_such_key') return { error: 'missing', name: summary.replace(/^No such key: /, '') };
  if (code === 'unsupported_type') return { error: 'too-large' };
  const isKinds = ['no_such_overload', 'no_matching_overload', 'invalid_condition_type', 'invalid_logical_operand'].includes(code);
  return { error: isKinds ? 'kinds' : 'failed' };
}

const entity = (of: AskedAbout['subject']): Map<string, unknown> =>
  new Map<string, unknown>([
    ['type', text(of?.type ?? '')],
    ['id', text(of?.id ?? '')],
    ['properties', readable(of?.properties)],
  ]);

/** Stands for what is too long to be used: whatever touches it is an error, and what does not is not troubled by it. */
const TOO_LARGE: unique symbol = Symbol('too large');
type Readable = ReadonlyMap<string, unknown> | typeof TOO_LARGE;
const nothing: Readable = new Map();
/** Many questions share one object, and each may be asked of several conditions. */
const readBefore = new WeakMap<object, Readable>();

const text = (value: string): string | symbol => (value.length > MOST_TEXT ? TOO_LARGE : value);

/**
 * Properties as the library may see them. Maps have no names but their own: `constructor` and `__proto__` are properties as any other,
 * or missing. Numbers are doubles, as JSON means them.
 */
function readable(properties: Readonly<Record<string, unknown>> | undefined): Readable {
  if (properties === undefined) return nothing;
  const before = readBefore.get(properties);
  if (before) return before;
  let left = MOST_VALUES;
  const read = (value: unknown, level: number): unknown => {
    left -= 1;
    if (left < 0) return TOO_LARGE;
    if (typeof value === 'string') return text(value);
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value !== 'object' || level >= MOST_LEVELS) return TOO_LARGE;
    const parts = Object.entries(value);
    if (parts.length > left) return TOO_LARGE;
    const known = parts.map(([key, one]) => [key, read(one, level + 1)] as const);
    // A part of a list would answer other questions than the whole.
    if (known.some(([, one]) => one === TOO_LARGE)) return TOO_LARGE;
    return Array.isArray(value) ? known.map(([, one]) => one) : new Map(known);
  };
  const own = Object.entries(properties);
  const made = own.length > MOST_VALUES ? TOO_LARGE : new Map(own.map(([key, value]) => [key, read(value, 1)]));
  readBefore.set(properties, made);
  return made;
}
