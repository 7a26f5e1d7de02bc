import type { CoreConfig } from '../core/config.ts';
import type { CoreInput } from '../core/input.ts';
import type { CoreEvent } from '../evidence/event.ts';

/** First line of a log: what is needed to run it again. */
export interface LogHeader {
  readonly kind: 'header';
  readonly format: 'clearway-log/1';
  readonly version: string;
  /** Name and SHA-256 of the canonical JSON of the map. */
  readonly map: string;
  readonly mapSha256: string;
  readonly config: CoreConfig;
}

/** `n` numbers inputs and events together, from 1, in the order they happened. */
export type LogRecord =
  | { readonly kind: 'input'; readonly n: number; readonly input: CoreInput }
  | { readonly kind: 'event'; readonly n: number; readonly event: CoreEvent };
