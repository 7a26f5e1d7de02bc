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

  constructor(args: readonly string[]) {
    this.#process = spawn(process.execPath, [fromRoot('bin/clearway.js'), ...args], {
      cwd: fromRoot('.'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#process.stdout!, this.#process.stderr!]) {
      stream.on('data', (chunk) => {
        this.#said += String(chunk);
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

  /** Its exit code. */
  async end(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, 'exit');
    return this.#process.exitCode;
  }

  kill(signal: NodeJS.Signals): void {
    if (this.#process.exitCode === null) this.#process.kill(signal);
  }
}
