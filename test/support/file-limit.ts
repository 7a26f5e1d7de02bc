import { execFileSync } from 'node:child_process';

/** The kernel lets this process write no file beyond `bytes` while `act` runs: what fits is written, then EFBIG, as on a full disk. */
export function withFilesUpTo<T>(bytes: number, act: () => T): T {
  const ignore = (): void => undefined;
  process.on('SIGXFSZ', ignore);
  limitFiles(process.pid, String(bytes));
  try {
    return act();
  } finally {
    limitFiles(process.pid, 'unlimited');
    process.off('SIGXFSZ', ignore);
  }
}

/** The same while a promise is being kept. */
export async function withFilesUpToWhile<T>(bytes: number, act: () => Promise<T>): Promise<T> {
  const ignore = (): void => undefined;
  process.on('SIGXFSZ', ignore);
  limitFiles(process.pid, String(bytes));
  try {
    return await act();
  } finally {
    limitFiles(process.pid, 'unlimited');
    process.off('SIGXFSZ', ignore);
  }
}

function limitFiles(pid: number, limit: string): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${limit}:unlimited`]);
}
