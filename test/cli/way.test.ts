import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LogFile, openLog } from '../../src/adapters/files/log-file.ts';
import { trackOf } from '../../src/cli/way.ts';
import { drivenWay, type VehicleTrack, vehicleTracks } from '../../src/journal/driven-way.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { logLines, recordedDrive } from '../journal/recorded-drive.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-way-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the way of a vehicle, from a log of the real core', () => {
  test('is every link that it drove, in order, without a break, and a point of the road for every position', async () => {
    const drive = recordedDrive();
    const path = join(folder, 'drive.jsonl.gz');
    const file = new LogFile(path);
    for (const line of logLines(drive).lines) file.write(line);
    file.close();
    const track = trackOf(await vehicleTracks((await openLog(path)).records), undefined, path);
    const { way, figures } = drivenWay(drive.index, track);
    const [line, ...points] = way.features;
    expect(line!.properties).toMatchObject({ vehicle: 'AMB-1', links: ['SOUTH-J01', 'J01-J02'] });
    expect(figures).toMatchObject({ parts: 1, links: 2 });
    expect(track.fixes.length).toBeGreaterThan(50);
    expect(points).toHaveLength(figures.fixes - figures.refused);
  });

  test('needs the vehicle named when the log has several, and says which it has', () => {
    const tracks: readonly VehicleTrack[] = ['AMB-1', 'AMB-2'].map((vehicle) => ({ vehicle, fixes: [], route: [] }));
    expect(trackOf(tracks, 'AMB-2', 'night').vehicle).toBe('AMB-2');
    for (const vehicle of [undefined, 'AMB-3']) {
      expect(() => trackOf(tracks, vehicle, 'night')).toThrow(InputFaults);
      expect(() => trackOf(tracks, vehicle, 'night')).toThrow(/AMB-1, AMB-2/);
    }
    expect(() => trackOf([], undefined, 'night')).toThrow(/no positions/);
  });
});
