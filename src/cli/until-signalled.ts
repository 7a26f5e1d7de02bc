/** What ends a program in good order. */
const STOP: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];

/** Resolves at the first of the signals; a second one ends the program at once, as it would without us. */
export async function untilSignalled(signals = STOP): Promise<void> {
  await new Promise<void>((resolve) => {
    const onSignal = (): void => {
      for (const signal of signals) process.off(signal, onSignal);
      resolve();
    };
    for (const signal of signals) process.on(signal, onSignal);
  });
}
