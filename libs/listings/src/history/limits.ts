/** What one upload may hold. A file is read in a stream; these bound what is ever kept of it. */
export const LIMITS = {
  fileBytes: 20 * 1024 * 1024,
  rows: 50_000,
  columns: 200,
  /** What a spreadsheet's cell may hold. */
  cellLength: 32_767,
  /** The headings are looked for in so many rows: registers often begin with a title. */
  headerRows: 10,
  /** Rows judged and written together. */
  batch: 500,
  /** Of a workbook, which is an archive. */
  entries: 1_000,
  inflatedBytes: 200 * 1024 * 1024,
  stringsBytes: 48 * 1024 * 1024,
  /** Spreadsheets shrink to a tenth; a hundredth is a bomb. Small entries are left alone. */
  ratio: 100,
  ratioFromBytes: 1024 * 1024,
  openImports: 20,
} as const;
