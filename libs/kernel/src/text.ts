const LEGIBLE = /[\p{L}\p{N}]/u;

/** A letter or a digit of any script: blanks and invisible characters look like an answer and are none. */
export const isLegible = (text: string): boolean => LEGIBLE.test(text);
