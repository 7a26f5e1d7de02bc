import { InputFaults } from '../kernel/faults.ts';

/** Says it in words when there is no broker where one was said to be. Throws InputFaults. */
export async function reachBroker(url: string, connecting: Promise<void>): Promise<void> {
  try {
    await connecting;
  } catch (error) {
    const why = error instanceof Error && error.message !== '' ? error.message : 'no answer';
    const advice = `cannot be reached (${why}); start a broker there, correct the address, or use --embedded-broker`;
    throw new InputFaults('broker', [{ path: 'url', value: url, advice }]);
  }
}
