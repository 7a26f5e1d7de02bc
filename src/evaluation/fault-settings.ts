import type { Scenario } from '../scenario/scenario.ts';
import { withFaults, withOnTheWay } from './disturbance.ts';
import type { Setting } from './setting.ts';

const MODERATE = 'hangzhou-shixin-21-moderate.yaml';
const OVERSATURATED = 'hangzhou-shixin-21.yaml';

function faulty(name: string, title: string, about: string, change: (scenario: Scenario) => Scenario): Setting {
  return {
    name: `fault-${name}`,
    title: `Moderate corridor, ${title}`,
    about: `The moderate corridor, but ${about}.`,
    origin: { kind: 'scenario', file: MODERATE, change },
    reference: { setting: 'shixin-moderate', isSameDrive: true },
  };
}

/** Two of the 21, each far from the other. */
const OUT_OF_ORDER = ['S07', 'S14'];
/**
 * About when an ambulance comes up to them, from the earliest departure on, the second after it was held up at the first. Nobody passes a
 * junction in fault, so that one without end would shut the road.
 */
const COMES_S = [100, 400];
const OUT_S = 180;
/** Something like the middle of the corridor. */
const HALF_WAY_M = 3400;
/** The same in time, from the earliest departure on; it departs up to 100 s later and takes about 490 s. */
const HALF_WAY_S = 300;
const DOWN_S = 20;

function presence(maxPresenceS: number): Setting {
  return {
    name: `presence-${maxPresenceS}`,
    title: `Shixin Road, oversaturated, junctions held for ${maxPresenceS} s at most`,
    about: `The evening peak with ${maxPresenceS} s of maximum presence at every junction instead of 300 s.`,
    origin: { kind: 'scenario', file: OVERSATURATED, change: (scenario) => scenario, maxPresenceS },
    reference: { setting: 'shixin-oversaturated', isSameDrive: true },
  };
}

/** The corridor with something amiss, and with less time to hold a junction; each refers to the same without it. */
export const FAULTS: readonly Setting[] = [
  faulty('messages-late', 'messages late', 'three in ten messages and commands come 3 s late', (scenario) =>
    withFaults(scenario, (window) => [{ kind: 'message-delay', probability: 0.3, delayS: 3, ...window }]),
  ),
  faulty('messages-lost', 'messages lost', 'one in five messages and commands is lost', (scenario) =>
    withFaults(scenario, (window) => [
      { kind: 'message-loss', probability: 0.2, ...window },
      { kind: 'command-loss', probability: 0.2, ...window },
    ]),
  ),
  faulty(
    'junctions-silent',
    'two junctions silent',
    `nothing is heard from ${OUT_OF_ORDER.join(' and ')}, nor do they hear`,
    (s) => withFaults(s, (window) => OUT_OF_ORDER.map((junction) => ({ kind: 'junction-silent', junction, ...window }))),
  ),
  faulty(
    'junctions-out',
    'two junctions out of order',
    `${OUT_OF_ORDER.join(' and ')} rest all red for 3 min about when the ambulance comes, and take no commands`,
    (scenario) =>
      withFaults(scenario, ({ fromS }) =>
        OUT_OF_ORDER.map((junction, i) => {
          const outS = fromS + (COMES_S[i] as number);
          return { kind: 'junction-fault', junction, fromS: outS, toS: outS + OUT_S };
        }),
      ),
  ),
  faulty('halts', 'the ambulance halts', 'the ambulance stands in its lane for 2 min about half way', (scenario) =>
    withOnTheWay(scenario, { kind: 'halts', afterM: HALF_WAY_M, forS: 120 }),
  ),
  {
    ...faulty('turns-off', 'the ambulance turns off', 'it leaves the road half way without a word, and the city with it', (s) =>
      withOnTheWay(s, { kind: 'turns-off', afterM: HALF_WAY_M }),
    ),
    reference: { setting: 'shixin-moderate', isSameDrive: false },
  },
  {
    ...faulty('diverted', 'the ambulance is diverted', 'half way dispatch sends it to a place in a side street', (scenario) =>
      withOnTheWay(scenario, { kind: 'diverted', afterM: HALF_WAY_M, to: 'S13E' }),
    ),
    reference: { setting: 'shixin-moderate', isSameDrive: false },
  },
  faulty(
    'controller-restarts',
    'the controller restarts',
    "the controller's process is dead for 20 s about half way, and begins anew from its mission book",
    (scenario) =>
      withFaults(scenario, ({ fromS }) => {
        const endsS = fromS + HALF_WAY_S;
        return [{ kind: 'controller-restarts', fromS: endsS, toS: endsS + DOWN_S }];
      }),
  ),
  ...[120, 180].map(presence),
];
