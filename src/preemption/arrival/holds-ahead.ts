import { forecastRoute } from '../forecast.ts';
import type { Urgency } from '../mission.ts';
import { isForetold, type PlannedHold, plannedHold } from '../planned-wave.ts';
import type { Outlook } from '../proposal.ts';
import { leftOut } from '../strategy.ts';
import type { ArrivalView, AskedBar } from './arrival-view.ts';

/** What the ambulance has still to drive when a junction is first asked, and how long after that it is green: medians of the tuning seeds. */
const USUAL: Readonly<Record<Urgency, HoldAhead>> = {
  'life-threat': { leadS: 130, changeS: 35 },
  urgent: { leadS: 105, changeS: 45 },
  routine: { leadS: 105, changeS: 45 },
};

/** Further ahead a plan as it stands says less of when it will be followed than what is usual. */
const PLANNED_S = 140;

/** When a junction that goes by its own plan is asked, and is green. */
export interface HoldAhead {
  /** It is asked as soon as the ambulance could drive to the stop bar in so many seconds. */
  readonly leadS: number;
  /** From then until it is green: others may be served first. */
  readonly changeS: number;
}

/** Per stop bar of the route; undefined where nothing is asked, or by the cumulative queue lead. */
export function holdsAhead(view: ArrivalView): readonly (HoldAhead | undefined)[] {
  const { index, route, bars, alongM, traffic, urgency, nowMs, live } = view;
  const states = new Map(bars.flatMap((bar) => (bar?.state === undefined ? [] : [[bar.stop.junction, bar.state]])));
  const forecasts = forecastRoute(index, route, alongM, states, traffic, nowMs, live);
  return bars.map((bar) => {
    const forecast = forecasts.find(({ stop }) => stop === bar?.stop);
    if (bar?.request === undefined || forecast === undefined) return undefined;
    const outlook = outlookOf(view, bar, bar.request, forecast);
    const isHeld = bar.request.state === 'activated';
    // What is held green already stays so: only a service before the hold still has an end to be foretold.
    if (!isForetold(outlook) || (isHeld && bar.asking?.purpose !== 'cross-service')) return undefined;
    const plan = forecast.drivingS > PLANNED_S ? undefined : plannedHold(outlook);
    if (plan !== undefined) return foretold(plan, forecast.drivingS, urgency);
    return isHeld ? undefined : USUAL[urgency];
  });
}

/**
 * A plan as it stands says when its junction would be asked if nothing changed; but it is made anew every second, and the first that says now
 * is followed, so that half way to what is usual is nearer.
 */
function foretold({ beginS, greenS }: PlannedHold, drivingS: number, urgency: Urgency): HoldAhead {
  return { leadS: (drivingS - beginS + USUAL[urgency].leadS) / 2, changeS: greenS - beginS };
}

function outlookOf(
  { index, route, strategy, urgency, speedMps, traffic, nowMs, isJammed }: ArrivalView,
  { stop, state, cycleOf, asking }: AskedBar,
  request: Outlook['request'],
  forecast: Outlook['forecast'],
): Outlook {
  return {
    index,
    request,
    urgency,
    junction: index.junction(stop.junction),
    state,
    forecast,
    asking,
    speedMps,
    nowMs,
    isJammed,
    remainingM: route.lengthM - stop.alongM,
    ...leftOut(strategy),
    traffic,
    cycleOf,
  };
}
