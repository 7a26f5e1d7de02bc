import type { CoreInput } from '../../src/core/input.ts';
import { Session } from '../../src/journal/session.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { JunctionCommand } from '../../src/signal/command.ts';
import { CoreScene, queueOn } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

class RecordedScene extends CoreScene {
  readonly inputs: CoreInput[] = [];

  override take(input: CoreInput): readonly JunctionCommand[] {
    this.inputs.push(input);
    return super.take(input);
  }
}

export interface RecordedDrive {
  readonly index: RoadIndex;
  readonly inputs: readonly CoreInput[];
}

/** An ambulance drives past the first junction of the small corridor; the junction is red, has a queue, turns green when asked. */
export function recordedDrive(): RecordedDrive {
  const scene = new RecordedScene(smallIndex(3), { kind: 'wavefront' });
  const approachM = scene.index.link('SOUTH-J01').lengthM;
  const beyondM = approachM + scene.index.findMovement('SOUTH-J01', 'J01-J02')!.lengthM;
  scene.open('M-1', 'AMB-1', 'NORTH');
  let askedAtS = Number.POSITIVE_INFINITY;
  for (let s = 0; s < 60; s++) {
    const lanes = queueOn('SOUTH-J01', [0, 1], 6);
    scene.reportAll(s > askedAtS + 8 ? { stage: 'A', sinceS: 1, lanes } : { stage: 'C', lanes });
    const alongM = 20 + s * 8;
    if (alongM < approachM) scene.fix('AMB-1', 'SOUTH-J01', alongM, 8);
    else if (alongM > beyondM) scene.fix('AMB-1', 'J01-J02', alongM - beyondM, 8);
    if (s === 9) scene.fix('AMB-1', 'SOUTH-J01', 20, 8);
    for (const command of scene.tick()) {
      askedAtS = Math.min(askedAtS, s);
      scene.confirm(command, 'accepted');
    }
  }
  return { index: scene.index, inputs: scene.inputs };
}

/** The log's lines of a session over these inputs, and its hash. */
export function logLines({ index, inputs }: RecordedDrive): {
  readonly lines: readonly string[];
  readonly sha256: string;
  readonly session: Session;
} {
  const lines: string[] = [];
  const session = new Session(index, { city: 'test', strategy: { kind: 'wavefront' } }, { write: (line) => lines.push(line) });
  for (const input of inputs) session.take(input);
  return { lines, sha256: session.finish(), session };
}
