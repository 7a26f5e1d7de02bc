import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fromRoot } from '../support/needs.ts';
import { lineOf } from './servers.ts';

/** The programs run as users run them: compiled. */
export function buildProgram(): void {
  execFileSync('npm', ['run', 'build'], { cwd: fromRoot('.'), stdio: 'ignore' });
}

/** One role of the trio as a process of its own. */
export class Role {
  readonly #process: ChildProcess;
  #said = '';
  #wake: () => void = () => undefined;

  constructor(args: readonly string[]) {
    // A limit on the size of files is then an error of the write, as a full disk is, and no signal.
    const start = `trap '' XFSZ; exec "$0" "$@"`;
    this.#process = spawn('sh', ['-c', start, process.execPath, fromRoot('bin/clearway.js'), ...args], {
      cwd: fromRoot('.'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#process.stdout!, this.#process.stderr!]) {
      stream.on('data', (chunk) => {
        this.#said += String(chunk);
        this.#wake();
      });
    }
  }

  /** Everything it wrote so far, to either stream. */
  get said(): string {
    return this.#said;
  }

  async says(wanted: RegExp): Promise<string> {
    return lineOf(this.#process, this.#process.stdout!, wanted);
  }

  /** Resolves when it has said so to either stream, before or now; the test's time limit is the only clock. */
  async hasSaid(wanted: RegExp): Promise<void> {
    while (!wanted.test(this.#said)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Its exit code. */
  async end(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, 'exit');
    return this.#process.exitCode;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  kill(signal: NodeJS.Signals): void {
    if (this.#process.exitCode === null) this.#process.kill(signal);
  }
}
