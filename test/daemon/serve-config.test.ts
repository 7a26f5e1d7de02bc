import { describe, expect, test } from 'vitest';
import { loadServeFiles } from '../../src/cli/serve-files.ts';
import { decodeServeConfig } from '../../src/daemon/serve-config.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { fromRoot } from '../support/needs.ts';

const GOOD = {
  format: 'clearway-serve/1',
  city: 'c',
  map: 'm.json',
  logFolder: 'logs',
  broker: { url: 'mqtt://localhost:1883' },
};

function faultsOf(value: unknown): readonly string[] {
  try {
    decodeServeConfig('serve.yaml', value);
    return [];
  } catch (error) {
    if (!(error instanceof InputFaults)) throw error;
    return error.faults.map(({ path, advice }) => `${path}: ${advice}`);
  }
}

describe('the configuration of serve', () => {
  test('the example is sound', () => {
    expect(loadServeFiles(fromRoot('scenarios/serve.example.yaml')).config.city).toBe('hangzhou-shixin');
  });

  test('without a strategy, ours is taken', () => {
    expect(decodeServeConfig('serve.yaml', GOOD).strategy).toEqual({ kind: 'wavefront' });
  });

  test('every fault is reported at once, with its path and what to do', () => {
    const faults = faultsOf({ ...GOOD, city: 'a/b', map: undefined, broker: { url: 'http://x', password: 'p' }, influx: {} });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'city',
      'map',
      'broker.url',
      'broker.password',
      'influx.url',
      'influx.database',
    ]);
    expect(faults[2]).toContain('mqtt://localhost:1883');
  });

  const fields = { lat: 'y', lon: 'x', time: { field: 't', unit: 's' } };
  test.each([
    [{ topic: 'dispatch/{vehicle}/gps', payload: 'json', fields }, []],
    [{ topic: 'dispatch/+/gps', payload: 'json', vehicle: 'no', fields }, []],
    [{ topic: 'dispatch/gps', payload: 'nmea' }, ['sources[0].topic']],
    [{ topic: 'dispatch/{vehicle}', payload: 'json', vehicle: 'no', fields }, ['sources[0].vehicle']],
    [{ topic: '+/{vehicle}', payload: 'nmea' }, ['sources[0].topic']],
    [{ topic: 'a/{vehicle}/{vehicle}', payload: 'nmea' }, ['sources[0].topic']],
    [{ topic: 'a/{vehicle}/#', payload: 'nmea' }, ['sources[0].topic']],
    [{ topic: 'clearway/v1/c/vehicle/{vehicle}/position', payload: 'nmea' }, ['sources[0].topic']],
    [{ topic: 'a/{vehicle}', payload: 'nmea', datum: 'bd-09' }, ['sources[0].datum']],
    [
      { topic: 'a/{vehicle}', payload: 'json', fields: { ...fields, time: { field: 't', unit: 'min' } } },
      ['sources[0].fields.time.unit'],
    ],
  ])('a source of positions %j', (source, faulty) => {
    expect(faultsOf({ ...GOOD, sources: [source] }).map((fault) => fault.split(':')[0])).toEqual(faulty);
  });
});
