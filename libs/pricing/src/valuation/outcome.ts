import { costValue } from './cost';
import { dcfValue, royaltyValue } from './income';
import type { ValuationInputs } from './inputs';
import { marketValue } from './market';
import type { Outcome } from './result';

/** By its method. The inputs have been checked. */
export function outcome(inputs: ValuationInputs): Outcome {
  switch (inputs.method) {
    case 'cost':
      return costValue(inputs);
    case 'market':
      return marketValue(inputs);
    case 'royalty':
      return royaltyValue(inputs);
    case 'dcf':
      return dcfValue(inputs);
  }
}
