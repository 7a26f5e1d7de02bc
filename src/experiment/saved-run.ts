import { z } from 'zod';
import type { RunKey } from './run-key.ts';
import type { RunResult } from './run-result.ts';

/** What was recorded of a run besides its figures: nothing, the recording, or SUMO's formats of it as well. */
export const RECORDED = ['none', 'compact', 'all'] as const;
export type Recorded = (typeof RECORDED)[number];

/** A finished run as it is kept on disk, so that it need not be run again. */
export interface SavedRun {
  readonly key: RunKey;
  readonly recorded: Recorded;
  /** What it wrote besides: event log and recordings. */
  readonly files: readonly SavedFile[];
  readonly result: RunResult;
}

/** A file as it was when the run had finished. */
export interface SavedFile {
  /** Without its folder. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

const FORMAT = 'clearway-run/4';
const count = z.int().min(0);
const seconds = z.number();

const key = z.strictObject({
  version: z.string(),
  build: z.string(),
  scenarioSha256: z.string(),
  mapSha256: z.string(),
  arm: z.string(),
  seed: z.number(),
  mqtt: z.boolean(),
});

const anyRun = {
  arm: z.string(),
  seed: z.number(),
  traffic: z.strictObject({
    completedTrips: count,
    throughputVehPerH: z.number(),
    meanTravelTimeS: seconds.nullable(),
    meanTripDelayS: seconds.nullable(),
    unfinishedTrips: count,
  }),
  pedestrians: z.strictObject({ served: count, waiting: count, meanWaitS: seconds, longestWaitS: seconds }).nullable(),
  othersMeanDelayS: seconds,
  othersLossS: seconds,
  gridlock: z.strictObject({ sinceS: seconds, links: z.array(z.string()) }).nullable(),
  violations: z.array(z.string()),
};

const junction = z.strictObject({
  junction: z.string(),
  name: z.string(),
  distanceM: z.number(),
  lamps: z.array(z.strictObject({ fromS: seconds, lamp: z.enum(['red', 'green', 'yellow', 'flashing', 'dark']) })),
  queue: z.array(z.tuple([seconds, z.number()])),
  passedOnGreen: z.boolean(),
});

const ofDrive = {
  drive: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('arrived'), timeS: seconds }),
    z.strictObject({
      kind: z.literal('not-arrived'),
      phase: z.enum(['not-departed', 'waiting-to-enter', 'driving']),
      link: z.string(),
      lane: count,
      positionM: z.number(),
      insideNode: z.boolean(),
      alongM: z.number(),
      routeLengthM: z.number(),
      junctionsPassed: count,
      standsSinceS: seconds.nullable(),
      ring: z.enum(['none', 'inside', 'ahead', 'elsewhere']),
    }),
  ]),
  limitS: seconds,
  junctionsOnGreen: count,
  junctionsOnRoute: count,
  stops: count,
  stoppedS: seconds,
};

const fleetDrive = z.strictObject({
  mission: z.string(),
  vehicle: z.string(),
  urgency: z.enum(['life-threat', 'urgent', 'routine']),
  ...ofDrive,
  otherWay: z.strictObject({ links: z.array(z.string()), floorS: seconds }).optional(),
});

const ambulanceRun = z.strictObject({
  subject: z.literal('ambulance'),
  ...anyRun,
  ...ofDrive,
  crossLossS: seconds,
  crossStreets: z.array(z.strictObject({ link: z.string(), lossS: seconds, redLeastS: seconds })),
  fleet: z.array(fleetDrive),
  spillbackLinkS: seconds,
  preemptions: z.strictObject({ granted: count, unused: count, false: count }),
  recoveryS: seconds.nullable(),
  needlessGreenS: seconds,
  recoveries: z.array(z.strictObject({ junction: z.string(), cycleS: seconds, recoveryS: seconds.nullable() })),
  refusals: z.record(z.string(), count),
  logSha256: z.string(),
  trace: z.strictObject({
    path: z.array(z.tuple([seconds, z.number()])),
    routeLengthM: z.number(),
    junctions: z.array(junction),
  }),
});

const savedRun = z.strictObject({
  format: z.literal(FORMAT),
  key,
  recorded: z.enum(RECORDED),
  files: z.array(z.strictObject({ name: z.string(), bytes: count, sha256: z.string() })),
  result: z.discriminatedUnion('subject', [ambulanceRun, z.strictObject({ subject: z.literal('traffic'), ...anyRun })]),
});

export function savedRunText({ key, recorded, files, result }: SavedRun): string {
  return `${JSON.stringify({ format: FORMAT, key, recorded, files, result })}\n`;
}

/** Undefined when the text is no saved run of this format. */
export function decodeSavedRun(text: string): SavedRun | undefined {
  const parsed = savedRun.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const { format: _, ...saved } = parsed.data;
  return saved;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
