/** How estimates differ from the truth, in vehicles: estimate less truth. */
export interface ErrorFigures {
  readonly n: number;
  readonly truthMean: number;
  readonly bias: number;
  readonly mae: number;
  readonly rmse: number;
  /** Share of the truth that lies within 1.645 sigmas, where the estimate states one. */
  readonly within90Pct: number | null;
}

const Z90 = 1.645;

/** Collects errors one by one. */
export class ErrorSum {
  #n = 0;
  #truth = 0;
  #sum = 0;
  #absolute = 0;
  #squares = 0;
  #within = 0;
  #stated = 0;

  add(estimate: number, truth: number, sigma?: number): void {
    const error = estimate - truth;
    this.#n += 1;
    this.#truth += truth;
    this.#sum += error;
    this.#absolute += Math.abs(error);
    this.#squares += error * error;
    if (sigma === undefined) return;
    this.#stated += 1;
    if (Math.abs(error) <= Z90 * sigma) this.#within += 1;
  }

  figures(): ErrorFigures {
    const n = Math.max(1, this.#n);
    return {
      n: this.#n,
      truthMean: this.#truth / n,
      bias: this.#sum / n,
      mae: this.#absolute / n,
      rmse: Math.sqrt(this.#squares / n),
      within90Pct: this.#stated === 0 ? null : (100 * this.#within) / this.#stated,
    };
  }
}
