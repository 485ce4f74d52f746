import { faultsOfShippedRules } from '@jishi/listings';

/** Every rule that ships for an institution's decisions is within its bounds and names where it comes from. */
export async function checkShippedRules(): Promise<string | undefined> {
  return faultsOfShippedRules().join('\n') || undefined;
}
