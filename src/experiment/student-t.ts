/** Two-sided 95 % points of Student's t (Fisher & Yates, Statistical Tables, table III), degrees of freedom 1 to 30. */
const TABLE_95 = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199,
  2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
];
const NORMAL_975 = 1.959963985;

/**
 * Two-sided 95 % point of Student's t for `degrees` >= 1. Above the table, the Cornish-Fisher series about the normal
 * (Abramowitz & Stegun 26.7.5), right to four decimals there; only + * / so that it gives the same digits everywhere.
 */
export function studentT95(degrees: number): number {
  if (!Number.isInteger(degrees) || degrees < 1)
    throw new RangeError(`degrees of freedom must be a whole number >= 1, got ${degrees}`);
  const tabulated = TABLE_95[degrees - 1];
  if (tabulated !== undefined) return tabulated;
  const z = NORMAL_975;
  const z3 = z * z * z;
  const z5 = z3 * z * z;
  return z + (z3 + z) / (4 * degrees) + (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees * degrees);
}
