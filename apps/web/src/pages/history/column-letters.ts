/** 0 → A, 26 → AA: as spreadsheets name columns. */
export function columnLetters(column: number): string {
  let [letters, rest] = ['', column + 1];
  for (; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
