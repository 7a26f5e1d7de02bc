import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

export interface ProcessRun {
  readonly stdout: string;
  /** From the start of the process to its end. */
  readonly wallS: number;
  /** User and system time of the process. */
  readonly cpuS: number;
}

/** All pinned processes run on the last core, one after another: the first one has the interrupts. */
const CORE = String(availableParallelism() - 1);

/** Runs a program to its end, pinned to one core; throws with what it wrote to stderr unless it exits with 0. One at a time. */
export async function runPinned(program: string, parameters: readonly string[]): Promise<ProcessRun> {
  const cpuBeforeS = childrenCpuS();
  const beginMs = performance.now();
  const { stdout, stderr, code } = await run('taskset', ['-c', CORE, program, ...parameters]);
  const wallS = (performance.now() - beginMs) / 1000;
  if (code !== 0) throw new Error(`${program} ${parameters.join(' ')} ended with ${code}:\n${stderr.slice(-4000)}`);
  return { stdout, wallS, cpuS: childrenCpuS() - cpuBeforeS };
}

function run(program: string, parameters: readonly string[]): Promise<{ stdout: string; stderr: string; code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
    const out: string[] = [];
    const err: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (piece: string) => out.push(piece));
    child.stderr.setEncoding('utf8').on('data', (piece: string) => err.push(piece));
    child.on('error', reject);
    child.on('close', (code) => resolve({ stdout: out.join(''), stderr: err.join(''), code }));
  });
}

/** Linux counts in hundredths of a second, whatever the kernel's own tick (proc(5), sysconf _SC_CLK_TCK). */
const TICKS_PER_S = 100;

/** CPU time of this process's children that have ended: fields 16 and 17 of /proc/self/stat, counted from behind the name. */
function childrenCpuS(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_S;
}
