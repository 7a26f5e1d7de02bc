import { existsSync, readFileSync, renameSync } from 'node:fs';
import { z } from 'zod';
import { saveDurably } from '../adapters/files/durable-file.ts';
import type { KeptMissions, SavedMission } from '../core/saved-mission.ts';
import type { CoreEvent } from '../evidence/event.ts';
import { missionBookSchema } from './mission-book-schema.ts';

/** What the last controller of the city left behind. */
export type FoundBook =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'missions'; readonly savedMs: number } & KeptMissions)
  /** Not readable; `text` says why, and where it was put. */
  | { readonly kind: 'unreadable'; readonly text: string };

/** A book with open missions is written again after so long, so that its date tells when the controller was last alive. */
const AGAIN_MS = 60_000;
/** A flood of refused orders must not keep the disk busy. */
const BEHIND_MS = 5_000;

/** Keeps the missions of a city on disk, beside its event logs: they survive a controller that is killed, as does what is to be cleared of ended ones. */
export class MissionBook {
  readonly #path: string;
  readonly #city: string;
  #savedMs = Number.NEGATIVE_INFINITY;
  #isEmpty = true;
  #isSaved = true;
  /** Something is not in it that may wait a moment. */
  #isBehind = false;

  constructor(path: string, city: string) {
    this.#path = path;
    this.#city = city;
  }

  /** An unreadable book is put aside, never written over. */
  find(): FoundBook {
    if (!existsSync(this.#path)) return { kind: 'none' };
    try {
      const { city, missions, savedMs, ended = [] } = missionBookSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
      if (city !== this.#city) throw new Error(`it is of ${city}`);
      this.#isEmpty = missions.length + ended.length === 0;
      return this.#isEmpty ? { kind: 'none' } : { kind: 'missions', savedMs, missions: missions.map(withoutUndefined), ended };
    } catch (error) {
      return {
        kind: 'unreadable',
        text: `The mission book ${this.#path} cannot be read (${reasonOf(error)}). ${this.#putAside()}`,
      };
    }
  }

  /**
   * Saves the missions when events have changed them. Returns what to tell the operator when saving fails, or works again;
   * it is tried anew with the next change.
   */
  note(events: readonly CoreEvent[], kept: () => KeptMissions, nowMs: number): string | undefined {
    this.#isBehind ||= events.some(leavesStatus);
    const isOld = nowMs - this.#savedMs >= (this.#isBehind ? BEHIND_MS : AGAIN_MS);
    if (!events.some(changesBook) && !(isOld && (this.#isBehind || !this.#isEmpty))) return undefined;
    const { missions, ended } = kept();
    const isNowEmpty = missions.length + ended.length === 0;
    if (isNowEmpty && this.#isEmpty && this.#isSaved) return undefined;
    const wasSaved = this.#isSaved;
    this.#savedMs = nowMs;
    try {
      const book = { format: 'clearway-missions/1', city: this.#city, savedMs: nowMs, missions, ended };
      saveDurably(this.#path, `${JSON.stringify(book)}\n`);
      this.#isEmpty = isNowEmpty;
      this.#isBehind = false;
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

/** Refused orders leave a status behind. */
function leavesStatus(event: CoreEvent): boolean {
  return event.kind === 'refused' && event.refusal.stage === 'mission';
}

function changesBook(event: CoreEvent): boolean {
  return (
    event.kind === 'mission' ||
    event.kind === 'forgotten' ||
    event.kind === 'updated' ||
    event.kind === 'routed' ||
    event.kind === 'passed' ||
    event.kind === 'trust' ||
    (event.kind === 'request' && (event.from === undefined || event.reason === 'max-presence'))
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
