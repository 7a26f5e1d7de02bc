import { InputFaults } from '../kernel/faults.ts';

/** Says it in words when there is no broker where one was said to be. Throws InputFaults. */
export async function reachBroker(
  url: string,
  connecting: Promise<void>,
  advice = 'start a broker there, correct the address, or use --embedded-broker',
): Promise<void> {
  try {
    await connecting;
  } catch (error) {
    const why = error instanceof Error && error.message !== '' ? error.message : 'no answer';
    throw new InputFaults('broker', [{ path: 'url', value: url, advice: `cannot be reached (${why}); ${advice}` }]);
  }
}
