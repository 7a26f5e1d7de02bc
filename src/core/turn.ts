import type { Alert, CoreEvent, Refusal, RefusalSubject } from '../evidence/event.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { JunctionCommand } from '../signal/command.ts';

export interface NumberedEvent {
  readonly n: number;
  readonly event: CoreEvent;
}

/** One step's surroundings and its growing output. Lives only within the step. */
export class Turn {
  readonly index: RoadIndex;
  /** The shell's clock at this input. */
  readonly nowMs: number;
  /** Record number of the input. */
  readonly inputN: number;
  readonly events: NumberedEvent[] = [];
  readonly commands: JunctionCommand[] = [];

  constructor(index: RoadIndex, nowMs: number, inputN: number) {
    this.index = index;
    this.nowMs = nowMs;
    this.inputN = inputN;
  }

  get nextN(): number {
    return this.inputN + 1 + this.events.length;
  }

  /** Records an event and returns its number. */
  emit(event: CoreEvent): number {
    const n = this.nextN;
    this.events.push({ n, event });
    return n;
  }

  refuse(refusal: Refusal, subject: RefusalSubject, detail: string): void {
    this.emit({ kind: 'refused', refusal, subject, detail });
  }

  alert(alert: Omit<Alert, 'atMs'>): void {
    this.emit({ kind: 'alert', alert: { ...alert, atMs: this.nowMs } });
  }

  command(command: JunctionCommand, cause: number): void {
    this.commands.push(command);
    this.emit({ kind: 'commanded', command, cause });
  }
}
