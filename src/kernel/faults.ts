/** One fault in something a person wrote (a file, a flag): where it is, what it says, and what to do about it. */
export interface Fault {
  /** Path inside the document, e.g. `links[3].lanes[0].startM`; empty for the document itself. */
  readonly path: string;
  /** The offending value, shown shortened. */
  readonly value: unknown;
  /** What is wrong and what to write instead. */
  readonly advice: string;
}

/** All faults of one file or flag set, reported together; the command line turns it into exit code 2. */
export class InputFaults extends Error {
  readonly source: string;
  readonly faults: readonly Fault[];

  constructor(source: string, faults: readonly Fault[]) {
    super([`${source}: ${faults.length} fault${faults.length === 1 ? '' : 's'}`, ...faults.map(describeFault)].join('\n'));
    this.name = 'InputFaults';
    this.source = source;
    this.faults = faults;
  }
}

function describeFault(fault: Fault): string {
  const shown = fault.value === undefined ? '' : ` = ${shorten(textOf(fault.value))}`;
  return `  ${fault.path === '' ? '(document)' : fault.path}${shown}: ${fault.advice}`;
}

function textOf(value: unknown): string {
  // JSON would show these, which YAML can hold, as null.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // YAML can make a list that holds itself, and lists deeper than the stack.
    return 'a value that holds itself or is nested too deep';
  }
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
