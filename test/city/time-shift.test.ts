import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CityMessage } from '../../src/city/city.ts';
import { shiftCommand, shiftMessage } from '../../src/city/time-shift.ts';
import { commands, conditions, confirmations, fixes, junctionStates, orders } from '../contract/arbitraries.ts';

const messages: fc.Arbitrary<CityMessage> = fc.oneof(
  fixes.map((fix): CityMessage => ({ kind: 'fix', fix })),
  orders.map((order): CityMessage => ({ kind: 'order', order })),
  junctionStates.map((state): CityMessage => ({ kind: 'junction', state })),
  confirmations.map((confirmation): CityMessage => ({ kind: 'confirmation', confirmation })),
  conditions.map((said): CityMessage => ({ kind: 'conditions', conditions: said })),
);
const shifts = fc.integer({ min: -1e12, max: 1e12 });
/** Every member whose name says that it is a time. */
const timesIn = (value: unknown): number[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, member]) =>
        /Ms$/.test(name) && typeof member === 'number' ? [member] : timesIn(member),
      )
    : [];

describe('a city played at another time', () => {
  test('every time of a message moves, and moving back gives the message', () => {
    fc.assert(
      fc.property(messages, shifts, (message, byMs) => {
        const moved = shiftMessage(message, byMs);
        expect(timesIn(moved)).toEqual(timesIn(message).map((time) => time + byMs));
        expect(JSON.stringify(shiftMessage(moved, -byMs))).toBe(JSON.stringify(message));
      }),
    );
  });
  test('every time of a command moves, and its sequence with them, which is a time of issue too', () => {
    fc.assert(
      fc.property(commands, shifts, (command, byMs) => {
        const moved = shiftCommand(command, byMs);
        expect(timesIn(moved)).toEqual(timesIn(command).map((time) => time + byMs));
        expect(moved.sequence).toBe(command.sequence + byMs);
      }),
    );
  });
});
