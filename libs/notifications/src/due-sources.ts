import { CANDIDATE_QUEUES } from './due-candidates.repository';
import { OFFICE_QUEUES } from './due-offices.repository';
import type { DueSource } from './due-queue';
import { SALE_QUEUES } from './due-sales.repository';

/** Everything that may wait for somebody. A new queue is a line in one of these, a query, and its words in the portal. */
export const DUE_SOURCES: readonly DueSource[] = [...SALE_QUEUES, ...CANDIDATE_QUEUES, ...OFFICE_QUEUES];
