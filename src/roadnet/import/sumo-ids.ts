const LONGEST = 120;
/** Room for the mark of a shortened id. */
const KEPT = 110;

/**
 * Our id for one of SUMO's: "#", which the parts of a split way carry, becomes "."; "." itself and what else our ids cannot hold
 * are written as in a URL (%2E). So each id has one writing, and the original can be read from it; only ids above 120 characters,
 * as joined junctions have, are cut and marked with a number made from the whole.
 */
export function idOfSumo(id: string): string {
  const written = id.replace(/[.%/+\s\p{Cc}]/gu, (char) => encodeURIComponent(char).replace('.', '%2E')).replaceAll('#', '.');
  return written.length <= LONGEST ? written : `${written.slice(0, KEPT)}~${checksum(written)}`;
}

/** Id of the movement from one of our links to another. */
export function movementIdOf(from: string, to: string): string {
  const id = `${from}>${to}`;
  return id.length <= LONGEST ? id : `${id.slice(0, KEPT)}~${checksum(id)}`;
}

/** FNV-1a, 32 bits. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
