import type { LinkId } from '../kernel/ids.ts';

/** Where a vehicle is, as far as its fixes tell. */
export interface Matched {
  readonly kind: 'matched';
  /** Directed link; inside a node the one that the vehicle has just left until its middle, and from there on the next. */
  readonly link: LinkId;
  /** From the link's start, filtered; inside a node beyond the length of the link left, or negative on the link to come. */
  readonly offsetM: number;
  /** From the fix to the matched point. */
  readonly errorM: number;
  /** One-sigma spread of `offsetM`. */
  readonly sigmaM: number;
  /** Share of the belief in ways that lead over `link` here; `sigmaM` says how sure the place along them is. */
  readonly probability: number;
  /** Share of the belief in ways that lead over links of the planned route here; absent where none is planned. */
  readonly plannedShare?: number;
  /** Of the newest fix, which is not the one just taken when that came late. */
  readonly atMs: number;
  readonly speedMps: number;
  /** The belief began anew from this fix: where the vehicle was thought to be before was wrong. */
  readonly restarted?: true;
}
