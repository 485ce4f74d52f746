import { resolve } from 'node:path';

/** A file as whoever called names it: npm changes to the checkout, and says here where it was called. */
export const callersFile = (name: string): string => resolve(process.env['INIT_CWD'] ?? '.', name);
