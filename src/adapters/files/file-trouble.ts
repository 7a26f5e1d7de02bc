import { Failure } from '../../kernel/failure.ts';

/** What to do about the usual reasons why a file cannot be read or written; after the words "cannot be read" or "written". */
const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; look at the spelling and at the folder from which the path counts',
  ENOTDIR: 'a part of the path is a file and not a folder; give another path',
  EEXIST: 'a file of that name is in the way; give another path',
  EISDIR: 'it is a folder; name a file',
  EACCES: 'it is not permitted; give another path, or ask for the right to this one',
  EPERM: 'it is not permitted; give another path, or ask for the right to this one',
  EROFS: 'the disk is read-only; give a path on another one',
  ENOSPC: 'the disk is full; make room or give a path on another one',
  EDQUOT: 'your share of the disk is used up; make room or give a path on another one',
  EFBIG: 'files may not grow so large here (ulimit -f); raise the limit or give a path on another disk',
};

/**
 * What `write` returns, with a `Failure` that names the file and says what to do in place of what the file system throws.
 */
export function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new Failure(`${path}: cannot be written: ${troubleOf(error)}`);
    throw error;
  }
}

/** The reason for an error of the file system in words, else its message. */
export function troubleOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return ADVICE[code] ?? (error.message.split('\n')[0] as string);
}
