import { expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import type { CityMessage, ControllerLink } from '../../src/city/city.ts';
import { withOutage } from '../../src/experiment/outage.ts';

const { scenario } = loadScenario('scenarios/quick-3.yaml');
const restarting = { ...scenario, faults: [{ kind: 'controller-restarts', fromS: 10, toS: 13 } as const] };
const atMs = (second: number): number => Date.parse(scenario.start) + second * 1000;

const order = (mission: string, second: number): CityMessage => ({
  kind: 'order',
  order: { kind: 'cancel', mission, vehicle: 'AMB-1', atMs: atMs(second) },
});
const fix = (second: number): CityMessage => ({
  kind: 'fix',
  fix: { vehicle: 'AMB-1', atMs: atMs(second), lat: 30, lon: 120, speedMps: 10, headingDeg: 0, accuracyM: 5 },
});

/** What a controller hears and when its process begins anew, in order. */
function heardBy(): { readonly heard: string[]; readonly link: ControllerLink; readonly restart: (atMs: number) => void } {
  const heard: string[] = [];
  const second = (ms: number): number => (ms - atMs(0)) / 1000;
  return {
    heard,
    link: {
      exchange: async (ms, messages) => {
        heard.push([second(ms), ...messages.map((m) => (m.kind === 'order' ? `order ${m.order.mission}` : m.kind))].join(' '));
        return { commands: [], statuses: [] };
      },
      close: async () => '',
    },
    restart: (ms) => heard.push(`${second(ms)} begins anew`),
  };
}

it('Given a controller that is dead for 3 s, then it begins anew and hears only the orders of that time, which dispatch repeats', async () => {
  const { heard, link, restart } = heardBy();
  const city = withOutage(link, restarting, restart);
  await city.exchange(atMs(9), [fix(9)]);
  await city.exchange(atMs(10), [fix(10)]);
  await city.exchange(atMs(11), [order('M2', 11), fix(11)]);
  await city.exchange(atMs(12), [order('M3', 12)]);
  await city.exchange(atMs(13), [fix(13)]);
  await city.exchange(atMs(14), []);
  expect(heard).toEqual(['9 fix', '13 begins anew', '13 order M2 order M3 fix', '14']);
});

it('Given a scenario that restarts the controller and a run that cannot, then it is not run', () => {
  expect(() => withOutage(heardBy().link, restarting)).toThrow(/restarts the controller/);
});
