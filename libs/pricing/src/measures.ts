/** An exact rate. Rates are never floats: 10 % is 10/100, 2.5 ‰ is 25/10000. */
export interface Rate {
  numerator: number;
  denominator: number;
}

export interface DayCount {
  count: number;
  kind: 'calendar' | 'working';
}
