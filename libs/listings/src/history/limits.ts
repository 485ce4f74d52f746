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
  strings: 2_000_000,
  /** Its table of contents, of sheets and of styles: read whole, so much smaller than its rows. */
  partBytes: 4 * 1024 * 1024,
  stylesBytes: 16 * 1024 * 1024,
  /** Elements within elements, and bytes without any: a parser keeps both until they end. */
  depth: 64,
  plainBytes: 1024 * 1024,
  /** Spreadsheets shrink to a tenth; a hundredth is a bomb. Small entries are left alone. */
  ratio: 100,
  ratioFromBytes: 1024 * 1024,
  openImports: 20,
} as const;
