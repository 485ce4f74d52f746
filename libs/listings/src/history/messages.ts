import { registerMessages } from '@jishi/platform';

/** What refuses a whole file or an act on an import. */
registerMessages({
  'history.exchange_only': {
    zh: '只有交易机构可以迁入或导出自己的业务数据。',
    en: 'Only an exchange can bring in or take out its own records.',
  },
  'history.no_file': { zh: '没有收到文件，请选择一个文件。', en: 'No file arrived; choose one file.' },
  'history.bad_kind': {
    zh: '请说明文件是会员、挂牌还是成交记录。',
    en: 'Say whether the file holds members, listings or deals.',
  },
  'history.empty': { zh: '文件是空的，没有导入任何内容。', en: 'The file is empty; nothing was imported.' },
  'history.file_too_large': {
    zh: '文件超过 {maxMb} MB，没有读取。请拆成几个文件分别导入。',
    en: 'The file is over {maxMb} MB and was not read. Split it and import the parts.',
  },
  'history.old_xls': {
    zh: '这是旧版 Excel（.xls）或加密的工作簿，不能读取。请在 Excel 中取消密码，另存为“Excel 工作簿（.xlsx）”或 CSV 后再上传。',
    en: 'This is an old Excel file (.xls) or an encrypted workbook. Remove the password, save it as an Excel workbook (.xlsx) or CSV, and upload that.',
  },
  'history.html': {
    zh: '这个文件其实是网页或 XML，只是换了扩展名。请用 Excel 打开，另存为“Excel 工作簿（.xlsx）”后再上传。',
    en: 'This file is a web page or XML under another name. Open it in Excel, save it as a workbook (.xlsx), and upload that.',
  },
  'history.not_a_table': {
    zh: '这不是表格文件。请上传 .xlsx 或 .csv。',
    en: 'This is not a table. Upload an .xlsx or a .csv file.',
  },
  'history.bad_encoding': {
    zh: '第 {line} 行有不属于 {encoding} 编码的字节，整个文件没有读取。请用 UTF-8 或 GB18030 重新保存后上传。',
    en: 'Line {line} holds bytes that are no {encoding} text; nothing of the file was taken. Save it again as UTF-8 or GB18030.',
  },
  'history.not_text': {
    zh: '第 {line} 行有空字符，这不是文本表格，或编码没有标明。请另存为 CSV UTF-8 后上传。',
    en: 'Line {line} holds NUL characters: this is no text table, or its encoding is not marked. Save it as CSV UTF-8.',
  },
  'history.csv_open_quote': {
    zh: '文件在引号内结束（读到第 {line} 行），可能被截断，整个文件没有读取。请重新导出后上传。',
    en: 'The file ends inside a quoted cell (at line {line}) and may be cut off; nothing of it was taken. Export it again.',
  },
  'history.csv_quote': {
    zh: '第 {line} 行的引号不符合 CSV 格式，整个文件没有读取。单元格内的引号须写成两个引号。',
    en: 'The quotes in line {line} are not CSV; nothing of the file was taken. A quote inside a cell is written twice.',
  },
  'history.cell_too_long': {
    zh: '第 {row} 行有单元格超过 {max} 个字符，整个文件没有读取。',
    en: 'A cell in row {row} is over {max} characters; nothing of the file was taken.',
  },
  'history.too_many_columns': {
    zh: '第 {row} 行超过 {max} 列，整个文件没有读取。请删去不需要的列。',
    en: 'Row {row} has more than {max} columns; nothing of the file was taken. Remove columns that are not needed.',
  },
  'history.too_many_rows': {
    zh: '超过 {max} 行，整个文件没有读取。请拆成几个文件分别导入。',
    en: 'There are more than {max} rows; nothing of the file was taken. Split it and import the parts.',
  },
  'history.broken_workbook': {
    zh: '工作簿已损坏或不完整，没有读取。请用 Excel 打开、重新保存后上传。',
    en: 'The workbook is damaged or cut off and was not read. Open it in Excel, save it again and upload that.',
  },
  'history.not_a_workbook': {
    zh: '这个压缩包不是 Excel 工作簿。请上传 .xlsx 或 .csv。',
    en: 'This archive is no Excel workbook. Upload an .xlsx or a .csv file.',
  },
  'history.bomb': {
    zh: '文件解压后过大或压缩比异常，为安全起见没有读取。请把数据复制到新的工作簿后上传。',
    en: 'The file would inflate far beyond its size and was not read, for safety. Copy the data into a new workbook.',
  },
  'history.macros': {
    zh: '工作簿含有宏，没有读取。请另存为不含宏的“Excel 工作簿（.xlsx）”。',
    en: 'The workbook holds macros and was not read. Save it as a workbook without macros (.xlsx).',
  },
  'history.external_links': {
    zh: '工作簿链接了其他文件，没有读取。请在“数据—编辑链接”中断开链接，另存后上传。',
    en: 'The workbook links to other files and was not read. Break the links (Data, Edit Links) and save it again.',
  },
  'history.nested_archive': {
    zh: '工作簿里藏有另一个文件（{name}），没有读取。请把数据复制到新的工作簿后上传。',
    en: 'The workbook holds another file ({name}) and was not read. Copy the data into a new workbook.',
  },
  'history.encrypted': {
    zh: '文件已加密，不能读取。请取消密码后上传。',
    en: 'The file is encrypted. Remove its password.',
  },
  'history.no_header': {
    zh: '前 {rows} 行里没有找到表头。请保留列名（如“合同编号”“成交价（元）”），并确认选对了记录种类。',
    en: 'No headings were found in the first {rows} rows. Keep the column names (such as contract number, price (yuan)), and check the kind of records chosen.',
  },
  'history.no_rows': {
    zh: '表头之下没有记录，没有导入任何内容。',
    en: 'There are no records below the headings; nothing was imported.',
  },
  'history.too_many_open': {
    zh: '已有 {max} 份导入等待处理。请先执行或放弃其中几份。',
    en: '{max} imports wait for a decision already. Carry some out or discard them first.',
  },
  'history.not_found': { zh: '没有找到这份导入。', en: 'There is no such import.' },
  'history.not_open': {
    zh: '这份导入已经执行或放弃，不能再改动。',
    en: 'This import was carried out or discarded already and cannot be changed.',
  },
  'history.bad_mapping': {
    zh: '列的对应关系有误，未保存。请按各项提示修改。',
    en: 'The choice of columns has errors and was not saved. Correct those named.',
  },
  'history.unknown_field': {
    zh: '没有这个字段，或同一字段选了两次。',
    en: 'There is no such field, or it was chosen twice.',
  },
  'history.no_such_column': { zh: '文件里没有这一列。', en: 'The file has no such column.' },
  'history.column_taken': { zh: '这一列已对应另一个字段。', en: 'This column serves another field already.' },
  'history.wrong_unit': { zh: '这个字段不能用该单位。', en: 'This field cannot be counted in that unit.' },
  'history.mapping_incomplete': {
    zh: '必填的列或金额单位还没有选定，不能执行。请先补全列的对应关系。',
    en: 'A required column or the unit of an amount is still open. Complete the choice of columns first.',
  },
  'history.nothing_to_do': { zh: '没有可以导入的新记录。', en: 'There is no new record to import.' },
  'history.has_errors': {
    zh: '有 {count} 行有错，按“全部正确才导入”的要求没有执行。请改正后重新上传，或改为只导入正确的行。',
    en: '{count} rows are wrong, and all were to be good, so nothing was done. Correct them and upload again, or import the good rows only.',
  },
  'history.column_missing': {
    zh: '没有找到对应的列，此项必需。',
    en: 'No column was found for this, and it is required.',
  },
  'history.column_ambiguous': {
    zh: '有几列都像是这一项，请选择一列。',
    en: 'Several columns may be this one; choose.',
  },
});

/** What is wrong with a row. */
registerMessages({
  'history.unit_unknown': {
    zh: '不知道金额以元还是万元为单位。请在列名中写明，或在页面上选择。',
    en: 'It is not known whether the amount counts yuan or ten thousands. Say so in the heading, or choose it on the page.',
  },
  'history.formula': {
    zh: '单元格是公式或以 = + - @ 开头，不作计算也不采用。请改为“粘贴为数值”后的内容。',
    en: 'The cell is a formula, or begins with = + - @; it is neither computed nor taken. Paste it as a value.',
  },
  'history.error_cell': { zh: '单元格是错误值 {text}。', en: 'The cell shows an error: {text}.' },
  'history.required': { zh: '此项必填。', en: 'This is required.' },
  'history.bad_amount': {
    zh: '不是金额。可写 1200000、1,200,000.50、120万元。',
    en: 'This is no amount. Write 1200000 or 1,200,000.50.',
  },
  'history.part_of_a_fen': {
    zh: '金额不足一分的部分不能保存，不作四舍五入。',
    en: 'The amount has parts of a fen; nothing is rounded.',
  },
  'history.amount_range': {
    zh: '金额须大于零，不超过 {maxMinor}。',
    en: 'An amount must be above zero and at most {maxMinor}.',
  },
  'history.bad_date': {
    zh: '不是日期。可写 2024-05-31、2024/5/31、2024年5月31日 或 20240531。',
    en: 'This is no date. Write 2024-05-31, 2024/5/31 or 20240531.',
  },
  'history.date_range': {
    zh: '日期须在 {from} 到 {to} 之间：历史不在将来。',
    en: 'The date must lie between {from} and {to}: history is not in the future.',
  },
  'history.bad_rate': {
    zh: '不是比例，或没有写明 %。可写 3% 或 5‰。',
    en: 'This is no rate, or it does not say %. Write 3%.',
  },
  'history.date_as_text': {
    zh: '这里应是文字，单元格却是日期。请把单元格设为文本格式后重新填写。',
    en: 'This should be text but the cell is a date. Format the cell as text and write it again.',
  },
  'history.bad_character': {
    zh: '含有不能保存的控制字符。',
    en: 'This holds control characters that cannot be stored.',
  },
  'history.too_long': { zh: '超过 {max} 个字。', en: 'This is over {max} characters.' },
  'history.digits_lost': {
    zh: '表格软件已丢失这个长号码的末尾数字。请把该列设为文本格式后重新填写。',
    en: 'The spreadsheet has lost the last digits of this long number. Format the column as text and write it again.',
  },
  'history.platform_number': {
    zh: '这是本平台自己的合同编号，平台上的成交会自动登记，不能导入。',
    en: 'This is a contract number of this platform; deals made here are registered by themselves.',
  },
  'history.bad_uscc': {
    zh: '不是有效的统一社会信用代码（校验位不符）。',
    en: 'This is no valid unified social credit code (its check character is wrong).',
  },
  'history.unknown_word': { zh: '不认识“{word}”。', en: '“{word}” is not known here.' },
  'history.bad_ipc': {
    zh: '不是国际专利分类号。可写 G06F 15/16；H04L 9/00。',
    en: 'These are no IPC symbols. Write G06F 15/16; H04L 9/00.',
  },
  'history.ends_before_start': { zh: '结束日期早于开始日期。', en: 'It ends before it begins.' },
  'history.technical_above_price': {
    zh: '技术交易额不能高于成交额。',
    en: 'The technical amount cannot be above the price.',
  },
  'history.differs': {
    zh: '同一编号已有记录，而此项不同（已有：{known}）。已登记的历史不能改写。',
    en: 'There is a record under this number, and it differs here (known: {known}). Registered history is not rewritten.',
  },
  'history.other_row': {
    zh: '同一编号在第 {row} 行已有，内容不同。',
    en: 'Row {row} has the same number with other content.',
  },
});
