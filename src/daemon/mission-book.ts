import { existsSync, readFileSync, renameSync } from 'node:fs';
import { z } from 'zod';
import { saveDurably } from '../adapters/files/durable-file.ts';
import type { SavedMission } from '../core/saved-mission.ts';
import type { CoreEvent } from '../evidence/event.ts';
import { missionBookSchema } from './mission-book-schema.ts';

/** What the last controller of the city left behind. */
export type FoundBook =
  | { readonly kind: 'none' }
  | { readonly kind: 'missions'; readonly savedMs: number; readonly missions: readonly SavedMission[] }
  /** Not readable; `text` says why, and where it was put. */
  | { readonly kind: 'unreadable'; readonly text: string };

/** A book with open missions is written again after so long, so that its date tells when the controller was last alive. */
const AGAIN_MS = 60_000;

/** Keeps the open missions of a city on disk, beside its event logs: they survive a controller that is killed. */
export class MissionBook {
  readonly #path: string;
  readonly #city: string;
  #savedMs = Number.NEGATIVE_INFINITY;
  #isEmpty = true;
  #isSaved = true;

  constructor(path: string, city: string) {
    this.#path = path;
    this.#city = city;
  }

  /** An unreadable book is put aside, never written over. */
  find(): FoundBook {
    if (!existsSync(this.#path)) return { kind: 'none' };
    try {
      const { city, missions, savedMs } = missionBookSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
      if (city !== this.#city) throw new Error(`it is of ${city}`);
      this.#isEmpty = missions.length === 0;
      return missions.length === 0 ? { kind: 'none' } : { kind: 'missions', savedMs, missions: missions.map(withoutUndefined) };
    } catch (error) {
      return {
        kind: 'unreadable',
        text: `The mission book ${this.#path} cannot be read (${reasonOf(error)}). ${this.#putAside()}`,
      };
    }
  }

  /**
   * Saves the open missions when events have changed them. Returns what to tell the operator when saving fails, or works again;
   * it is tried anew with the next change.
   */
  note(events: readonly CoreEvent[], missions: () => readonly SavedMission[], nowMs: number): string | undefined {
    const isDue = events.some(changesBook) || (!this.#isEmpty && nowMs - this.#savedMs >= AGAIN_MS);
    if (!isDue) return undefined;
    const open = missions();
    if (open.length === 0 && this.#isEmpty && this.#isSaved) return undefined;
    const wasSaved = this.#isSaved;
    this.#savedMs = nowMs;
    try {
      const book = { format: 'clearway-missions/1', city: this.#city, savedMs: nowMs, missions: open };
      saveDurably(this.#path, `${JSON.stringify(book)}\n`);
      this.#isEmpty = open.length === 0;
      this.#isSaved = true;
      return wasSaved ? undefined : `The mission book ${this.#path} is written again.`;
    } catch (error) {
      this.#isEmpty = false;
      this.#isSaved = false;
      const text = `The mission book ${this.#path} cannot be written (${reasonOf(error)}): open missions would not survive a restart.`;
      return wasSaved ? text : undefined;
    }
  }

  #putAside(): string {
    try {
      renameSync(this.#path, `${this.#path}.unreadable`);
      return `It was put aside as ${this.#path}.unreadable; dispatch has to open its missions again.`;
    } catch {
      return 'Dispatch has to open its missions again.';
    }
  }
}

function changesBook(event: CoreEvent): boolean {
  return (
    event.kind === 'mission' ||
    event.kind === 'updated' ||
    event.kind === 'routed' ||
    event.kind === 'passed' ||
    event.kind === 'trust' ||
    (event.kind === 'request' && event.from === undefined)
  );
}

type Read = z.infer<typeof missionBookSchema>['missions'][number];

/** What is absent in the file is absent in the input, so that it is logged the same. */
function withoutUndefined(mission: Read): SavedMission {
  return JSON.parse(JSON.stringify(mission)) as SavedMission;
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error).split('\n')[0] ?? 'not a mission book';
  return error instanceof Error ? error.message : String(error);
}
