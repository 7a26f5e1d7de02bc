/** When whoever moves the lamps is expected to change a group next; undefined as far as that is not known. Epoch milliseconds. */
export interface LampForecast {
  /** The end of a green. */
  closesAtMs(group: number, nowMs: number): number | undefined;
  /** The beginning of the next green. */
  opensAtMs(group: number, nowMs: number): number | undefined;
}
