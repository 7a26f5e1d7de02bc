/** What an import could not carry over as it stands, or had to assume, with how often. */
export interface LeftOut {
  readonly what: string;
  readonly count: number;
  /** Where the first of it stands in the data, such as `line 12`; absent where it is everywhere. */
  readonly places?: readonly string[];
}
