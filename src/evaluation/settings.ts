import type { Scenario } from '../scenario/scenario.ts';
import { withDemand, withGpsNoise, withLedCrews, withSilences, withUncountedLanes } from './disturbance.ts';
import { FAULTS } from './fault-settings.ts';
import { FLEETS } from './fleet-settings.ts';
import { EMVLIGHT_GRID, emvlightTraffic, type Pattern, type Volumes } from './grid-traffic.ts';
import type { Setting } from './setting.ts';

const MODERATE = 'hangzhou-shixin-21-moderate.yaml';
const OVERSATURATED = 'hangzhou-shixin-21.yaml';

const AS_IT_IS = (scenario: Scenario): Scenario => scenario;

/** The corridor of 21 junctions under three demands and above what it lets through, with and without drivers who yield. */
const CORRIDORS: readonly Setting[] = [
  {
    name: 'shixin-light',
    title: 'Shixin Road, light traffic',
    about: 'The moderate corridor with 0.6 of its volumes.',
    origin: { kind: 'scenario', file: MODERATE, change: (scenario) => withDemand(scenario, 0.6) },
  },
  {
    name: 'shixin-moderate',
    title: 'Shixin Road, moderate traffic',
    about: 'Every movement below 0.7 of saturation, cycle 100 s, random offsets.',
    origin: { kind: 'scenario', file: MODERATE, change: AS_IT_IS },
  },
  {
    name: 'shixin-heavy',
    title: 'Shixin Road, heavy traffic',
    about: 'The moderate corridor with 1.3 times its volumes: busy, and still served within the cycle.',
    origin: { kind: 'scenario', file: MODERATE, change: (scenario) => withDemand(scenario, 1.3) },
  },
  {
    name: 'shixin-oversaturated',
    title: 'Shixin Road, oversaturated',
    about: 'Evening peak, cycle 170 s, 72 s of green for the road: more arrives than is let through. Nobody yields.',
    origin: { kind: 'scenario', file: OVERSATURATED, change: AS_IT_IS },
  },
  {
    name: 'shixin-oversaturated-yielding',
    title: 'Shixin Road, oversaturated, drivers yield',
    about:
      'The same peak on a road with 2 m of room beside its lanes: nine drivers in ten pull aside when the siren is 50 m behind them.',
    origin: {
      kind: 'scenario',
      file: OVERSATURATED,
      map: 'hangzhou-shixin-room.json',
      change: (scenario) => ({ ...scenario, yielding: { probability: 0.9, withinM: 50 } }),
    },
  },
];

const HIGH: Volumes = { offPeak: 200, peak: 240 };
const SKEWED: Volumes = { offPeak: 160, peak: 320 };

function emvlight(pattern: Pattern, volumes: Volumes): Setting {
  const { offPeak, peak } = volumes;
  return {
    name: `emvlight-${pattern}-${offPeak}-${peak}`,
    title: `5 x 5 grid, ${pattern} demand, ${offPeak}/${peak} veh/h per lane`,
    about:
      'EMVLight-like: blocks of 200 m, two lanes per direction, the inner one for left turns, peak from 400 to 800 s, one ambulance at 600 of 1200 s, fixed-time signals. Random demand is as many vehicles as directional demand, from every end of a street to every other. Nobody comes after 1200 s; the window is the whole run of 1800 s.',
    origin: { kind: 'grid', plan: EMVLIGHT_GRID, traffic: emvlightTraffic(pattern, volumes) },
  };
}

const TIMED =
  'Its phases are what learners choose from and no programme: the signals run fixed-time plans timed for the demand by the method of Webster (1958), with random offsets.';

const IMPORTED: readonly Setting[] = [
  {
    name: 'manhattan-16x3',
    title: 'Manhattan, 16 x 3 junctions',
    about: `Network and demand of the CityFlow benchmark (colight, NewYork 16_3). ${TIMED}`,
    origin: {
      kind: 'imported',
      network: 'manhattan-16x3/roadnet.json',
      demand: 'manhattan-16x3/flow.json',
      programmes: 'timed for the demand',
    },
  },
  {
    name: 'hangzhou-4x4',
    title: 'Hangzhou, 4 x 4 junctions',
    about: `Network and camera-counted demand of the CityFlow benchmark (LibSignal, hangzhou_4x4_gudang). ${TIMED}`,
    origin: {
      kind: 'imported',
      network: 'hangzhou-4x4/roadnet.json',
      demand: 'hangzhou-4x4/flow.json',
      programmes: 'timed for the demand',
    },
  },
  ...[3, 8].map(
    (junctions): Setting => ({
      name: `cologne${junctions}`,
      title: `Cologne, ${junctions} junctions`,
      about: 'Network, programmes and calibrated demand of RESCO, from TAPASCologne.',
      origin: {
        kind: 'imported',
        network: `cologne${junctions}/cologne${junctions}.net.xml`,
        demand: `cologne${junctions}/cologne${junctions}.rou.xml`,
        programmes: 'imported',
      },
    }),
  ),
];

function noisy(name: string, title: string, about: string, change: (scenario: Scenario) => Scenario): Setting {
  return {
    name: `noise-${name}`,
    title: `Moderate corridor, ${title}`,
    about: `The moderate corridor (positions every second, 5 m per axis), but ${about}.`,
    origin: { kind: 'scenario', file: MODERATE, change },
    reference: { setting: 'shixin-moderate', isSameDrive: true },
  };
}

const NOISE: readonly Setting[] = [
  noisy('gps-15', 'GPS 15 m', 'positions err by 15 m per axis', (scenario) => withGpsNoise(scenario, 15)),
  noisy('gps-30', 'GPS 30 m', 'positions err by 30 m per axis', (scenario) => withGpsNoise(scenario, 30)),
  noisy('dropout-10', 'silences of 10 s', 'no position for 10 s every two minutes', (scenario) => withSilences(scenario, 10)),
  noisy('dropout-30', 'silences of 30 s', 'no position for 30 s every two minutes', (scenario) => withSilences(scenario, 30)),
  noisy('detectors-80', '20 % of detectors missing', 'one approach lane in five reports no counts', (scenario) =>
    withUncountedLanes(scenario, 0.2),
  ),
  noisy('detectors-0', 'no detectors', 'no approach lane reports counts, only lamps', (scenario) =>
    withUncountedLanes(scenario, 1),
  ),
];

/** Networks on which there is more than one way. */
const LED = ['emvlight-directional-160-320', 'emvlight-random-160-320', 'manhattan-16x3', 'hangzhou-4x4'];

/** A setting of a grid or of others, whose crew drives the route that the mission's status shows. */
function led({ name, title, about, origin }: Setting): Setting {
  return {
    name: `led-${name}`,
    title: `${title}, crew led`,
    about: `${about} The crew drives the route that the mission's status shows, and is led another way where queues make it worth it.`,
    origin:
      origin.kind === 'imported'
        ? { ...origin, isLed: true }
        : origin.kind === 'grid'
          ? { ...origin, traffic: withLedCrews(origin.traffic) }
          : origin,
    reference: { setting: name, isSameDrive: true },
  };
}

const GRIDS: readonly Setting[] = [
  emvlight('directional', HIGH),
  emvlight('directional', SKEWED),
  emvlight('random', HIGH),
  emvlight('random', SKEWED),
];

/** Every setting, in the order of the report. */
export const SETTINGS: readonly Setting[] = [
  ...CORRIDORS,
  ...GRIDS,
  ...IMPORTED,
  ...FLEETS,
  ...NOISE,
  ...FAULTS,
  ...[...GRIDS, ...IMPORTED].filter(({ name }) => LED.includes(name)).map(led),
];

/** Those of a first look: the corridor when it flows and when it does not. */
export const QUICK_SETTINGS: readonly string[] = ['shixin-moderate', 'shixin-oversaturated'];
