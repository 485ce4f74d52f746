/** What a document may be. */
export const accept = '.pdf,.png,.jpg,.jpeg';
