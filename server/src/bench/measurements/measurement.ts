import type { Ground } from '../ground.ts';
import type { Row } from '../table.ts';

/** One thing to measure. */
export interface Measurement {
  readonly name: string;
  /** On what it stands; what follows on another ground begins with the machine cleared. */
  readonly on: 'nothing' | 'product' | 'house';
  /** Only when asked for by name: it takes long. */
  readonly onRequest?: boolean;
  run(ground: Ground): Promise<Row[]>;
}
