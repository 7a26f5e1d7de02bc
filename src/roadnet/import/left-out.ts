/** What an import could not carry over as it stands, or had to assume, with how often. */
export interface LeftOut {
  readonly what: string;
  readonly count: number;
}
