/** How far a long work is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** How long work is watched, and stopped. */
export interface Watched {
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}
