/** Valuations, without any dependency on where they run: the seller's browser and the server compute the same. */
export { checkInputs, type ValuationProblem } from './check-inputs';
export * from './comparability';
export { integerRoot, presentValue } from './exact';
export { discountOf } from './income';
export * from './inputs';
export { hasTerm, yearsLeft } from './life';
export { quartile, weightedMean } from './market';
export {
  TRACE_KINDS,
  type TraceKind,
  type TraceLine,
  type Valuation,
  VALUATION_WARNINGS,
  type ValuationWarning,
} from './result';
export { DELTAS_PPM, sensitivity, type Sensitivity } from './sensitivity';
export { valuate, type Valuated } from './valuate';
