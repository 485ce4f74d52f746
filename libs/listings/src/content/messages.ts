import { registerMessages } from '@jishi/platform';

registerMessages({
  'attachment.not_found': {
    zh: '没有找到该附件，或贵单位无权查看。',
    en: 'There is no such file, or it is not open to your organisation.',
  },
  'attachment.empty': { zh: '文件是空的，请重新选择。', en: 'The file is empty; choose another.' },
  'attachment.missing': { zh: '没有收到文件，请选择后重新上传。', en: 'No file arrived; choose one and upload again.' },
  'attachment.too_large': {
    zh: '文件超过 {maxMegabytes} MB，请压缩后上传。',
    en: 'The file is over {maxMegabytes} MB; make it smaller.',
  },
  'attachment.truncated': {
    zh: '文件不完整（可能传输中断或保存出错），请重新导出或扫描后上传。',
    en: 'The file breaks off; it may have been cut in a transfer. Export or scan it again.',
  },
  'attachment.polyglot': {
    zh: '文件末尾之后还有其他内容，没有接收。请用软件另存为一份干净的文件后上传。',
    en: 'The file goes on after its end or hides an archive, and was not taken. Save it anew and upload that.',
  },
  'attachment.unreadable': {
    zh: '文件内容已损坏，无法打开，没有接收。请重新导出或扫描后上传。',
    en: 'The file is damaged and cannot be opened. Export or scan it again.',
  },
  'attachment.bomb': {
    zh: '文件解压后过大，可能危害阅读者的电脑，没有接收。请降低内容分辨率后重新导出。',
    en: 'The file unpacks to a size that would harm its readers, and was not taken. Export it again at a lower resolution.',
  },
  'attachment.too_complex': {
    zh: '文件过于复杂，无法在限定时间内检查，没有接收。请拆分或重新导出。',
    en: 'The file is too complex to be checked in time, and was not taken. Split it or export it again.',
  },
  'attachment.busy': {
    zh: '正在检查的文件较多，请稍后重新上传。',
    en: 'Many files are being checked just now; upload again shortly.',
  },
  'attachment.picture_too_large': {
    zh: '图片为 {width}×{height} 像素，超过上限（每边 {maxSide}，共五千万像素）。请缩小后上传。',
    en: 'The picture has {width}×{height} pixels; at most {maxSide} a side and fifty million in all are taken.',
  },
  'attachment.picture_ratio': {
    zh: '图片为 {width}×{height} 像素，长宽比超过 {max} 倍。请裁成正常页面后上传。',
    en: 'The picture has {width}×{height} pixels; one side may be at most {max} times the other. Cut it into pages.',
  },
  'attachment.pdf_encrypted': {
    zh: 'PDF 已加密，读者可能打不开。请去掉密码和权限限制后上传。',
    en: 'The PDF is encrypted. Remove its password and restrictions, then upload it.',
  },
  'attachment.pdf_active': {
    zh: 'PDF 含有脚本、启动程序或提交表单等动作，没有接收。请“打印为 PDF”后上传。',
    en: 'The PDF holds scripts or actions that run on opening, and was not taken. Print it to a new PDF and upload that.',
  },
  'attachment.pdf_carries': {
    zh: 'PDF 里嵌有其他文件或多媒体，没有接收。请“打印为 PDF”，并把嵌入的文件另行上传。',
    en: 'The PDF carries other files or media, and was not taken. Print it to a new PDF; upload the other files by themselves.',
  },
  'attachment.pdf_pages': {
    zh: 'PDF 有 {pages} 页，超过 {max} 页。请拆分后上传。',
    en: 'The PDF has {pages} pages, more than {max}. Split it.',
  },
  'attachment.wrong_type': {
    zh: '只接受 PDF、PNG、JPEG 文件（按内容识别，不看文件名）。',
    en: 'Only PDF, PNG and JPEG are taken, told by content and not by name.',
  },
  'attachment.too_many': {
    zh: '贵单位一天内上传的附件已达 {max} 个，请明天再试。',
    en: 'Your organisation uploaded {max} files within a day; try again tomorrow.',
  },
});
