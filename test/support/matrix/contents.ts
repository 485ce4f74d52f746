import ExcelJS from 'exceljs';

/** What an answer says, in whatever it says it: a workbook's cells are packed. */
export async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.includes('spreadsheetml')) return response.text();
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  return book.worksheets.map((sheet) => JSON.stringify([sheet.name, sheet.getSheetValues()])).join('\n');
}
