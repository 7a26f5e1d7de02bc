import { Presets, SingleBar } from 'cli-progress';

/** Shows on a terminal, on stderr, how far a search over links is, and clears that when it is over. */
export function withSearchProgress<T>(what: string, search: (onLooked: (looked: number, of: number) => void) => T): T {
  if (process.stderr.isTTY !== true) return search(() => {});
  const format = `${what}: {bar} {value} of {total} links looked at, {duration_formatted}`;
  const bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true, stream: process.stderr }, Presets.shades_classic);
  let shown = false;
  try {
    return search((looked, of) => {
      if (!shown) bar.start(of, 0);
      shown = true;
      bar.update(looked);
    });
  } finally {
    bar.stop();
  }
}
