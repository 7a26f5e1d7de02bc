import type { JunctionId } from '../kernel/ids.ts';
import type { JunctionCommand } from '../signal/command.ts';

/**
 * What the daemon has asked of junctions and not taken back. The core releases by itself; this is for the moments when it cannot
 * be asked any more. A release is a wish that can only give a junction back, so it needs no interlock.
 */
export class HeldJunctions {
  readonly #held = new Map<JunctionId, JunctionCommand>();

  note(command: JunctionCommand): void {
    if (command.wish.kind === 'serve') this.#held.set(command.junction, command);
    else this.#held.delete(command.junction);
  }

  /** One release for each junction still held. */
  releases(nowMs: number): readonly JunctionCommand[] {
    const releases = [...this.#held.values()].map(({ junction, sequence, request }): JunctionCommand => {
      const next = Math.max(sequence + 1, nowMs);
      return { junction, command: `${junction}#${next}`, sequence: next, request, issuedAtMs: nowMs, wish: { kind: 'release' } };
    });
    this.#held.clear();
    return releases;
  }
}
