import Table from 'cli-table3';
import type { ErrorRow } from '../traffic-state/compare-estimates.ts';

interface SettingRows {
  readonly setting: string;
  readonly rows: readonly ErrorRow[];
}

/** Errors of the traffic state beside those of its peers, in vehicles per lane. */
export function trafficTable(settings: readonly SettingRows[]): string {
  const head = [
    'setting',
    'detectors',
    'road',
    'of',
    'n',
    'truth',
    'bias',
    'MAE',
    'RMSE',
    'in 90 %',
    'MAE empty',
    'MAE mean',
    'RMSE empty',
    'RMSE mean',
  ];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { setting, rows } of settings) {
    for (const row of rows.filter(({ method }) => method === 'model')) {
      const peer = (method: string): ErrorRow =>
        rows.find(
          (one) =>
            one.method === method &&
            one.detectorsPct === row.detectorsPct &&
            one.road === row.road &&
            one.quantity === row.quantity,
        )!;
      const { detectorsPct, road, quantity, n, truthMean, bias, mae, rmse, within90Pct } = row;
      const own = [truthMean, bias, mae, rmse].map((veh) => veh.toFixed(2));
      const others = [peer('empty').mae, peer('mean').mae, peer('empty').rmse, peer('mean').rmse].map((veh) => veh.toFixed(2));
      const within = within90Pct === null ? '' : within90Pct.toFixed(0);
      table.push([
        setting,
        `${detectorsPct} %`,
        road,
        quantity === 'vehicles' ? 'vehicles' : 'queue',
        n,
        ...own,
        within,
        ...others,
      ]);
    }
  }
  return table.toString();
}
