import { CROSSING_LINKS } from './sumo-crossing.ts';

const ARMS = ['n', 'e', 's', 'w'] as const;
const OTHERS = ['w0', 'w1', 'w2', 'w3', 'c0', 'c1', 'c2', 'c3'] as const;

/**
 * The text of `crossingText` with a footway as lane 0 of every edge, a walking area at every corner and a zebra over every arm,
 * as netconvert writes them: the zebras are links 12 to 15, and the ways between footway and walking area are no links.
 * Where there are signals, the zebras show red.
 */
export function withFootways(text: string): string {
  const footLane = (id: string): string =>
    `<lane id="${id}_0" index="0" allow="pedestrian" speed="13.89" length="190.00" width="2.00" shape="0,0 1,1"/>`;
  const hasSignals = text.includes('<tlLogic');
  return text
    .replace(
      /<lane id="(\w-(?:in#0|out))_0" index="0"/g,
      (_, id) => `${footLane(id)}<lane id="${id}_1" index="1" disallow="pedestrian"`,
    )
    .replace(/(<connection from="\w-in#0".*?) fromLane="0" toLane="0"/g, '$1 fromLane="1" toLane="1"')
    .replace(/(<connection from=":c_\d+".*?) toLane="0"/g, '$1 toLane="1"')
    .replace(/incLanes="(n-in#0_0 [^"]*)"/, `incLanes="${incomingLanes()}"`)
    .replace(/incLanes="(\w-out)_0"/g, 'incLanes="$1_0 $1_1"')
    .replace(/ state="([a-zA-Z]{12})"/g, ' state="$1rrrr"')
    .replace(/(<request index="(\d+)" )response="(\d+)" foes="(\d+)"/g, (_, start, index, response, foes) => {
      const zebras = zebrasOver(Number(index));
      return `${start}response="${zebras}${response}" foes="${zebras}${foes}"`;
    })
    .replace(/(index="11" response[^\n]*)/, `$1\n${zebraRequests().join('\n')}`)
    .replace('</net>', [...insideEdges(), ...footConnections(hasSignals), '</net>'].join('\n'));
}

function incomingLanes(): string {
  const roads = ARMS.flatMap((arm) => [`${arm}-in#0_0`, `${arm}-in#0_1`]);
  return [...roads, ...ARMS.map((_, i) => `:c_w${i}_0`)].join(' ');
}

/** A bit per zebra, that over the north arm last: those over the arms from and to which a link leads. */
function zebrasOver(link: number): string {
  const { from, to } = CROSSING_LINKS[link]!;
  return [3, 2, 1, 0].map((arm) => (arm === from || arm === to ? '1' : '0')).join('');
}

function zebraRequests(): readonly string[] {
  return ARMS.map((_, arm) => {
    const foes = CROSSING_LINKS.map(({ from, to }) => (arm === from || arm === to ? '1' : '0'));
    const bits = foes.reverse().join('');
    return `<request index="${12 + arm}" response="${'0'.repeat(16)}" foes="0000${bits}" cont="0"/>`;
  });
}

function insideEdges(): readonly string[] {
  return OTHERS.map((name) => {
    const kind = name.startsWith('w') ? 'walkingarea' : 'crossing';
    const lane = `<lane id=":c_${name}_0" index="0" allow="pedestrian" speed="1.00" length="5.00" shape="0,0 1,1"/>`;
    return `<edge id=":c_${name}" function="${kind}">${lane}</edge>`;
  });
}

/** Corner `i` lies on the right of those who come from arm `i`; the zebra over that arm leads from it to the next corner. */
function footConnections(hasSignals: boolean): readonly string[] {
  const way = (from: string, to: string, signal = ''): string =>
    `<connection from="${from}" to="${to}" fromLane="0" toLane="0"${signal} dir="s" state="M"/>`;
  return ARMS.flatMap((arm, i) => [
    way(`${arm}-in#0`, `:c_w${i}`),
    way(`:c_w${i}`, `${ARMS[(i + 3) % 4]}-out`),
    way(`:c_w${i}`, `:c_c${i}`, hasSignals ? ` tl="c" linkIndex="${12 + i}"` : ''),
    way(`:c_c${i}`, `:c_w${(i + 1) % 4}`),
  ]);
}
