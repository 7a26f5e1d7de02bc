import type { CoreInput } from '../../src/core/input.ts';
import type { CoreEvent } from '../../src/evidence/event.ts';
import type { LogHeader, LogRecord } from '../../src/journal/record.ts';
import { LogStory } from '../../src/journal/story.ts';
import type { PlanRule } from '../../src/preemption/plan-basis.ts';
import type { Wish } from '../../src/signal/command.ts';

export const START_MS = Date.parse('2017-10-09T17:40:00+08:00');

export const HEADER: LogHeader = {
  kind: 'header',
  format: 'clearway-log/1',
  version: '0.1.0',
  map: 'hangzhou-shixin',
  mapSha256: 'ab'.repeat(32),
  config: { city: 'hangzhou', strategy: { kind: 'wavefront' } },
};

/** Seconds after START_MS. */
export const at = (s: number): number => START_MS + s * 1000;

/** Writes a log by hand: numbers records as the core does. */
export class Script {
  readonly records: LogRecord[] = [];

  input(input: CoreInput): number {
    this.records.push({ kind: 'input', n: this.records.length + 1, input });
    return this.records.length;
  }

  event(event: CoreEvent): number {
    this.records.push({ kind: 'event', n: this.records.length + 1, event });
    return this.records.length;
  }

  tick(s: number): number {
    return this.input({ kind: 'tick', receivedMs: at(s) });
  }

  command(junction: string, sequence: number, s: number, wish: Wish, cause: number): number {
    const command = {
      junction,
      command: `${junction}-${sequence}`,
      sequence,
      request: `M-1/${junction}/1`,
      issuedAtMs: at(s),
      wish,
    };
    return this.event({ kind: 'commanded', command, cause });
  }

  confirmation(junction: string, sequence: number, s: number, outcome: 'accepted' | 'served' | 'released', cause: number): void {
    const command = `${junction}-${sequence}`;
    this.input({ kind: 'confirmation', receivedMs: at(s), confirmation: { junction, command, atMs: at(s), outcome } });
    this.event({ kind: 'confirmed', junction, command, outcome, cause });
  }
}

/** What lay ahead when S07 was asked. */
const AHEAD = { etaMs: at(202), distanceM: 1240, queueVeh: 12.2, cumulativeVeh: 41.4, transitionS: 14, clearS: 86 };

/** One ambulance and two junctions: S07 is turned green for it, by a rule; S08 is in fault and never asked. */
export function nightShift(rule: PlanRule = { kind: 'queue-lead', marginS: 6 }): LogRecord[] {
  const log = new Script();
  const order = {
    kind: 'open',
    mission: 'M-1',
    vehicle: 'AMB-1',
    atMs: at(0),
    destination: 'NORTH',
    urgency: 'life-threat',
  } as const;
  const ordered = log.input({ kind: 'order', receivedMs: at(0), order });
  log.event({ kind: 'mission', mission: 'M-1', vehicle: 'AMB-1', phase: 'under-way', cause: ordered });
  const links = ['S05-S06', 'S06-S07', 'S07-S08', 'S08-NORTH'];
  log.event({ kind: 'routed', mission: 'M-1', cause: ordered, links, junctions: ['S07', 'S08'], lengthM: 2100 });
  for (const junction of ['S07', 'S08']) {
    const request = `M-1/${junction}/1`;
    log.event({ kind: 'request', request, mission: 'M-1', junction, to: 'received', cause: ordered });
    log.event({
      kind: 'request',
      request,
      mission: 'M-1',
      junction,
      from: 'received',
      to: 'queued',
      cause: ordered,
      reason: 'too-early',
    });
    const subject = { mission: 'M-1', vehicle: 'AMB-1', junction, request };
    log.event({ kind: 'refused', refusal: { stage: 'request', reason: 'too-early' }, subject, detail: 'queued' });
  }
  const subject = { mission: 'M-1', vehicle: 'AMB-1', junction: 'S08', request: 'M-1/S08/1' };
  log.tick(60);
  log.event({ kind: 'refused', refusal: { stage: 'request', reason: 'junction-fault' }, subject, detail: 'queued' });
  const fix = { vehicle: 'AMB-1', atMs: at(96), lat: 30.18312, lon: 120.26711, speedMps: 12.4, headingDeg: 3, accuracyM: 5 };
  const fixed = log.input({ kind: 'fix', receivedMs: at(96), fix });
  const matched = log.event({
    kind: 'matched',
    vehicle: 'AMB-1',
    cause: fixed,
    link: 'S05-S06',
    offsetM: 210.4,
    errorM: 2.13,
    probability: 0.991,
  });
  log.tick(96);
  const planned = log.event({
    kind: 'planned',
    request: 'M-1/S07/1',
    junction: 'S07',
    stage: 'A',
    purpose: 'green-wave',
    cause: matched,
    basis: { ...AHEAD, ...rule },
  });
  log.command('S07', 1, 96, { kind: 'serve', stage: 'A', leaseUntilMs: at(106) }, planned);
  log.event({
    kind: 'request',
    request: 'M-1/S07/1',
    mission: 'M-1',
    junction: 'S07',
    from: 'queued',
    to: 'activated',
    cause: matched,
  });
  log.confirmation('S07', 1, 97, 'accepted', planned);
  log.tick(100);
  log.command('S07', 2, 100, { kind: 'serve', stage: 'A', leaseUntilMs: at(110) }, planned);
  log.input({ kind: 'fix', receivedMs: at(108), fix: { ...fix, atMs: at(98) } });
  log.event({ kind: 'refused', refusal: { stage: 'match', reason: 'late' }, subject: { vehicle: 'AMB-1' }, detail: '10 s old' });
  log.tick(109);
  log.command('S07', 3, 109, { kind: 'serve', stage: 'A', leaseUntilMs: at(250) }, planned);
  log.tick(110);
  log.event({ kind: 'green', junction: 'S07', request: 'M-1/S07/1', cause: planned });
  log.confirmation('S07', 3, 110, 'served', planned);
  const later = log.input({ kind: 'fix', receivedMs: at(218), fix: { ...fix, atMs: at(218) } });
  log.event({ kind: 'passed', junction: 'S07', mission: 'M-1', request: 'M-1/S07/1', cause: later });
  log.command('S07', 4, 218, { kind: 'release' }, later);
  log.event({
    kind: 'request',
    request: 'M-1/S07/1',
    mission: 'M-1',
    junction: 'S07',
    from: 'activated',
    to: 'completed',
    cause: later,
  });
  log.confirmation('S07', 4, 219, 'released', planned);
  const last = log.input({ kind: 'fix', receivedMs: at(260), fix: { ...fix, atMs: at(260) } });
  log.event({ kind: 'passed', junction: 'S08', mission: 'M-1', request: 'M-1/S08/1', cause: last });
  log.event({
    kind: 'request',
    request: 'M-1/S08/1',
    mission: 'M-1',
    junction: 'S08',
    from: 'queued',
    to: 'timeout',
    cause: last,
  });
  log.event({ kind: 'mission', mission: 'M-1', vehicle: 'AMB-1', phase: 'done', cause: last });
  return log.records;
}

export function storyOf(records: readonly LogRecord[], header: LogHeader = HEADER): LogStory {
  const story = new LogStory(header);
  for (const record of records) story.add(record);
  return story;
}
