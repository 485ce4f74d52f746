/** Made-up deals between made-up parties, so that a seller in a demonstration finds something to compare with. */
export interface DemoDeal {
  title: string;
  field: string;
  ipc: string[];
  type: 'transfer' | 'licence';
  kind: 'invention' | 'utility_model' | 'software' | 'know_how';
  region: string;
  signedOn: string;
  wan: number;
  royaltyPpm?: number;
}

type Line = [
  title: string,
  field: string,
  ipc: string,
  type: DemoDeal['type'],
  kind: DemoDeal['kind'],
  region: string,
  signedOn: string,
  wan: number,
  royaltyPpm?: number,
];

const LINES: Line[] = [
  ['钠电层状氧化物正极', 'energy', 'H01M 4/505', 'transfer', 'invention', '440100', '2025-09-12', 320],
  ['磷酸盐正极包覆工艺', 'energy', 'H01M 4/58', 'transfer', 'invention', '440300', '2025-03-28', 265],
  ['锂电极片干法涂布', 'energy', 'H01M 4/04', 'licence', 'invention', '441900', '2024-11-05', 180, 35_000],
  ['固态电解质膜', 'energy', 'H01M 10/0562', 'transfer', 'invention', '440300', '2024-06-18', 540],
  ['废旧电池正极再生', 'energy', 'H01M 10/54', 'licence', 'invention', '440600', '2023-12-01', 120, 25_000],
  ['光伏组件清洁装置', 'energy', 'H02S 40/10', 'transfer', 'utility_model', '441200', '2025-05-20', 28],
  ['储能柜热管理', 'energy', 'H01M 10/613', 'licence', 'invention', '442000', '2022-08-30', 96, 30_000],
  ['薄壁件柔性夹具', 'manufacturing', 'B23Q 3/08', 'transfer', 'invention', '440600', '2025-07-09', 86],
  ['真空吸附工装', 'manufacturing', 'B25B 11/00', 'licence', 'utility_model', '441900', '2024-04-16', 22, 30_000],
  ['铝合金搅拌摩擦焊', 'manufacturing', 'B23K 20/12', 'transfer', 'invention', '440100', '2024-10-22', 150],
  ['注塑排产优化软件', 'manufacturing', '', 'licence', 'software', '441900', '2025-01-15', 45],
  ['五轴误差补偿方法', 'manufacturing', 'B23Q 15/00', 'transfer', 'invention', '440300', '2023-05-11', 210],
  ['焊缝视觉跟踪', 'manufacturing', 'B23K 9/127', 'licence', 'invention', '440600', '2022-09-27', 64, 40_000],
  ['水产兽残检测试纸', 'biomedicine', 'G01N 33/558', 'transfer', 'invention', '440100', '2025-04-02', 138],
  ['核酸适配体筛选', 'biomedicine', 'C12N 15/115', 'licence', 'invention', '440300', '2024-12-19', 300, 60_000],
  ['可降解骨钉', 'biomedicine', 'A61B 17/86', 'transfer', 'invention', '440100', '2023-10-08', 890],
  ['便携血氧算法', 'biomedicine', 'A61B 5/1455', 'licence', 'invention', '440400', '2024-02-26', 75, 50_000],
  ['上转换荧光微粒', 'biomedicine', 'C09K 11/77', 'transfer', 'invention', '440300', '2022-06-14', 168],
  ['聚酰亚胺气凝胶', 'materials', 'C08J 9/28', 'transfer', 'invention', '440100', '2025-06-03', 175],
  ['阻燃隔热薄膜', 'materials', 'C08J 5/18', 'licence', 'invention', '441300', '2024-08-21', 92, 30_000],
  ['陶瓷基板浆料', 'materials', 'C04B 35/64', 'transfer', 'invention', '445100', '2023-07-19', 132],
  ['可剥离水性涂料', 'materials', 'C09D 5/20', 'transfer', 'know_how', '440600', '2024-03-07', 60],
  ['石墨烯导热膜', 'materials', 'C01B 32/184', 'licence', 'invention', '441900', '2022-11-16', 148, 35_000],
  ['人工湿地脱氮', 'environment', 'C02F 3/32', 'transfer', 'utility_model', '440700', '2025-02-18', 38],
  ['微生物燃料电池污水处理', 'environment', 'C02F 3/00', 'transfer', 'invention', '440400', '2024-05-29', 98],
  ['垃圾渗滤液膜处理', 'environment', 'C02F 9/00', 'licence', 'invention', '440100', '2023-09-13', 110, 28_000],
  ['土壤镉钝化剂', 'environment', 'B09C 1/08', 'transfer', 'invention', '440200', '2022-04-20', 72],
  ['船舶靠泊雷达融合', 'transport', 'G01S 13/87', 'licence', 'invention', '440400', '2025-08-11', 82, 45_000],
  ['航道水深预测', 'transport', 'G08G 3/02', 'transfer', 'invention', '440800', '2024-07-24', 66],
  ['公交车路协同终端', 'transport', 'G08G 1/09', 'transfer', 'utility_model', '440100', '2023-03-15', 41],
  ['存算一体语音芯片', 'electronics', 'G06N 3/063', 'licence', 'invention', '440300', '2025-10-17', 260, 55_000],
  ['端侧语音唤醒', 'electronics', 'G10L 15/16', 'licence', 'invention', '440300', '2024-09-04', 115, 50_000],
  ['SRAM 读写加速', 'electronics', 'G11C 11/41', 'transfer', 'invention', '440400', '2023-11-22', 430],
  ['柔性天线', 'electronics', 'H01Q 1/38', 'transfer', 'invention', '441300', '2022-12-12', 88],
  ['果蔬可食涂膜', 'agriculture', 'A23B 7/16', 'licence', 'invention', '440900', '2025-05-06', 34, 30_000],
  ['荔枝冷链包装', 'agriculture', 'A23B 7/154', 'transfer', 'utility_model', '440900', '2024-06-25', 18],
  ['水稻种衣剂', 'agriculture', 'A01C 1/06', 'transfer', 'invention', '440800', '2023-08-17', 56],
  ['外墙空鼓检测', 'urban', 'G01N 29/04', 'transfer', 'invention', '440100', '2025-03-11', 126],
  ['桥梁拉索检测机器人', 'urban', 'E01D 19/10', 'licence', 'invention', '440300', '2024-01-30', 105, 40_000],
  ['高温窗口光谱测温', 'aerospace', 'G01J 5/60', 'transfer', 'invention', '440400', '2024-12-03', 190],
];

export const DEMO_DEALS: DemoDeal[] = LINES.map(
  ([title, field, ipc, type, kind, region, signedOn, wan, royaltyPpm]) => ({
    title: `【演示】${title}`,
    field,
    ipc: ipc ? [ipc] : [],
    type,
    kind,
    region,
    signedOn,
    wan,
    ...(royaltyPpm === undefined ? {} : { royaltyPpm }),
  }),
);
