/** Account codes of the money path; the ledger knows them only as names. */
export const bankAccount = (exchangeId: string): string => `bank:${exchangeId}`;
export const suspenseAccount = (exchangeId: string): string => `suspense:${exchangeId}`;
export const depositAccount = (depositId: string): string => `deposit:${depositId}`;
export const saleAccount = (contractId: string): string => `sale:${contractId}`;
export const payableAccount = (contractId: string): string => `payable:${contractId}`;
export const buyerFeeAccount = (exchangeId: string): string => `fee:buyer:${exchangeId}`;
export const sellerFeeAccount = (exchangeId: string): string => `fee:seller:${exchangeId}`;
