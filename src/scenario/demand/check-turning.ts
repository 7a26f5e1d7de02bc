import type { Fault } from '../../kernel/faults.ts';
import type { LinkId } from '../../kernel/ids.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import { openRoads } from '../open-roads.ts';
import type { Scenario } from '../scenario.ts';
import { reachableLinks, ruleFor, TurningWalk, waysOn } from './turning-walk.ts';

/** Every link that a walk can come to needs a rule, and a rule that leaves it an open way on. */
export function turningFaults(scenario: Scenario, index: RoadIndex): readonly Fault[] {
  const { flows, turning } = scenario.demand;
  const closedLinks = new Set(scenario.closedLinks);
  const walk = new TurningWalk(openRoads(scenario, index), turning);
  const onMap = new TurningWalk(index, turning);
  const entries = flows.map(({ from, route }) => (route === undefined ? from : undefined));
  const drawn = entries.filter((from): from is LinkId => from !== undefined && index.findLink(from) !== undefined);
  return reachableLinks(
    walk,
    drawn.filter((from) => !closedLinks.has(from)),
  )
    .filter((link) => waysOn(index, link).length > 0 && walk.choicesAt(link).length === 0)
    .map((link) =>
      stuckFault(
        link,
        scenario,
        onMap.choicesAt(link).map(({ to }) => to),
      ),
    );
}

/** `closedTo`: where the shares lead from the link, all of it closed. */
function stuckFault(link: LinkId, { demand: { turning } }: Scenario, closedTo: readonly LinkId[]): Fault {
  const rule = ruleFor(turning, link);
  if (rule === undefined) {
    return { path: 'demand.turning', value: link, advice: 'no rule fits this link: add one without `links` for all others' };
  }
  const advice =
    closedTo.length === 0
      ? `leaves no way on from link ${link}: give one of its turns a share`
      : `leads from link ${link} only into closed links (${closedTo.join(', ')}): give another of its turns a share, or open one of them`;
  return { path: `demand.turning[${turning.indexOf(rule)}].shares`, value: rule.shares, advice };
}
