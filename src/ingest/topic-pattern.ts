/** The level of a topic that names the vehicle. */
export const VEHICLE_LEVEL = '{vehicle}';

const LEVEL = /^[^+#{}\0/]+$/;

export function levelsOf(text: string): readonly string[] {
  return text.split('/');
}

/** Whether a text is levels, each a word, `+` or, once, `{vehicle}`; the first is a word. */
export function isTopicPattern(text: string): boolean {
  const levels = levelsOf(text);
  const wild = levels.filter((level) => !LEVEL.test(level));
  return (
    LEVEL.test(levels[0] ?? '') &&
    !text.startsWith('$') &&
    wild.every((level) => level === '+' || level === VEHICLE_LEVEL) &&
    wild.filter((level) => level === VEHICLE_LEVEL).length <= 1
  );
}

/** What to subscribe to. */
export function filterOfPattern(pattern: string): string {
  return pattern.replace(VEHICLE_LEVEL, '+');
}

/** Whether a topic fits, and the vehicle it names. */
export function matchTopic(pattern: string, topic: string): { readonly vehicle?: string } | undefined {
  const wanted = levelsOf(pattern);
  const given = levelsOf(topic);
  if (wanted.length !== given.length) return undefined;
  if (!wanted.every((level, i) => level === '+' || level === VEHICLE_LEVEL || level === given[i])) return undefined;
  const vehicle = given[wanted.indexOf(VEHICLE_LEVEL)];
  return vehicle === undefined ? {} : { vehicle };
}
