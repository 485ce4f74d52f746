import type { ShowcaseCast, Person } from '../demo/cast';
import * as sale from '../demo/sale';
import { pause } from '../demo/wait';

const LOOK_EVERY_MS = 5_000;
const PATIENCE_MS = 30 * 60_000;

/**
 * After the hammer: the seller signs, and so does a simulated winner, who also pays. A human winner is waited for, half an
 * hour at most, while the next sale is already open.
 */
export async function settle(cast: ShowcaseCast, listingId: string): Promise<string> {
  const contract = await sale.contractOf(cast.officer, listingId);
  if (contract.state === 'drafted') await sale.acceptContract(cast.officer, contract.id);
  const winner = await winnerAmong(cast.rivals, contract.id);
  if (winner) {
    await sale.acceptContract(winner, contract.id);
    const payment = await sale.paymentOf(winner, contract.id);
    if (payment.state !== 'received') await winner.http.post(`/payments/${payment.id}/simulated-payment`);
  }
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const { state } = await cast.officer.http.get<sale.Contract>(`/contracts/${contract.id}`);
    if (state === 'settled') return `合同 ${contract.number} 已结算 settled`;
    await pause(LOOK_EVERY_MS);
  }
  return `合同 ${contract.number} 未在半小时内完成 left to its parties`;
}

/** Only the parties see a contract. */
async function winnerAmong(people: Person[], contractId: string): Promise<Person | null> {
  for (const person of people) {
    const mine = await person.http.get<sale.Page<sale.Contract>>('/contracts?limit=100');
    if (mine.items.some(({ id }) => id === contractId)) return person;
  }
  return null;
}
