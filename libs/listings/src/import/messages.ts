import { registerMessages } from '@jishi/platform';

registerMessages({
  'import.no_file': {
    zh: '没有收到文件。请以 multipart/form-data 上传 XML 或 CSV。',
    en: 'No file arrived. Upload XML or CSV as multipart/form-data.',
  },
  'import.file_too_large': { zh: '文件超过 50 MB，请拆分后导入。', en: 'The file is over 50 MB; split it.' },
  'import.too_many_records': {
    zh: '文件超过 {max} 条记录，此处之后没有导入。请拆分后再导入。',
    en: 'The file holds more than {max} records; nothing after this place was taken. Split it and import the rest.',
  },
  'import.empty': { zh: '文件里没有任何记录。', en: 'There is no record in the file.' },
  'import.unknown_format': {
    zh: '无法识别的文件。可导入 USPTO 专利 XML（2001 年起）和 CSV（首行须有“名称”等列名）。',
    en: 'The file is of no known format. USPTO patent XML (from 2001) and CSV with a header row are taken.',
  },
  'import.green_book': {
    zh: '这是 2001 年以前的 USPTO 文本（Green Book）格式，暂不支持，请使用 XML 版本。',
    en: 'This is USPTO full text from before 2001 (Green Book), which is not taken; use the XML edition.',
  },
  'import.not_a_patent': {
    zh: '这个 XML 文档（根元素 {root}）不是专利，没有导入。',
    en: 'This XML document (root {root}) is not a patent and was not taken.',
  },
  'import.xml_malformed': {
    zh: 'XML 格式错误：{message} 此文档没有导入，其余照常。',
    en: 'The XML is broken: {message} This document was not taken; the rest was.',
  },
  'import.xml_too_deep': {
    zh: 'XML 嵌套超过 {depth} 层，没有导入。',
    en: 'The XML nests deeper than {depth}; not taken.',
  },
  'import.xml_too_long': {
    zh: '单个 XML 文档超过 {max} 字符，没有导入，其余照常。',
    en: 'One XML document is longer than {max} characters and was not taken; the rest was.',
  },
  'import.unknown_entity': {
    zh: '未知字符实体 &{name}; 原样保留，请核对。',
    en: 'The character &{name}; is unknown and was kept as written; please check.',
  },
  'import.unreadable_date': {
    zh: '日期“{text}”（{field}）不是有效日期，该项留空，请核对。',
    en: 'The date “{text}” ({field}) is not a day of the calendar and was left empty; please check.',
  },
  'import.bad_encoding': {
    zh: '文件内容不符合 {encoding} 编码，没有导入。请另存为 UTF-8 后重试。',
    en: 'The file is not valid {encoding} and was not taken. Save it as UTF-8 and try again.',
  },
  'import.unknown_encoding': {
    zh: '不支持 XML 声明的编码 {encoding}。请转换为 UTF-8。',
    en: 'The declared encoding {encoding} is not supported. Convert the file to UTF-8.',
  },
  'import.title_missing': { zh: '缺少名称，没有导入。', en: 'The title is missing; not taken.' },
  'import.field_too_long': {
    zh: '“{field}”超过上限 {max}，没有导入。',
    en: '“{field}” is over its limit of {max}; not taken.',
  },
  'import.csv_no_title_column': {
    zh: 'CSV 首行没有“名称”（title）列，没有导入。',
    en: 'The CSV header has no title column (“title” or “名称”); nothing was taken.',
  },
  'import.csv_malformed': {
    zh: '第 {line} 行引号不配对，没有导入。',
    en: 'Line {line} has unbalanced quotes; not taken.',
  },
  'import.csv_too_many_cells': {
    zh: '第 {line} 行的列数多于首行的 {columns} 列，没有导入。',
    en: 'Line {line} has more cells than the {columns} of the header; not taken.',
  },
  'import.bad_date': {
    zh: '第 {line} 行第 {column} 列不是有效日期，没有导入。',
    en: 'Line {line}, column {column} is not a date; not taken.',
  },
  'import.unknown_ip_kind': {
    zh: '第 {line} 行第 {column} 列的知识产权类型无法识别，没有导入。',
    en: 'Line {line}, column {column}: unknown kind of IP; not taken.',
  },
  'import.unknown_field': {
    zh: '第 {line} 行第 {column} 列的技术领域无法识别，没有导入。',
    en: 'Line {line}, column {column}: unknown technical field; not taken.',
  },
  'import.bad_character': {
    zh: '第 {line} 行第 {column} 列含有不可用的字符，没有导入。',
    en: 'Line {line}, column {column} holds a character that cannot be kept; not taken.',
  },
  'import.achievement_on_sale': {
    zh: '该成果正在交易，内容已冻结，没有更新。',
    en: 'This achievement is on sale and frozen; it was not changed.',
  },
  'import.concurrent': {
    zh: '有人同时导入了相同的记录，本批没有导入。请重新导入一次。',
    en: 'Someone imported the same records at the same time; import the file once more.',
  },
});
