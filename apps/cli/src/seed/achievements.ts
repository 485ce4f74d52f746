/** Made-up results of a made-up university: plausible, and nobody's. Numbers begin with `DEMO` so they match no patent. */
export interface DemoAchievement {
  number: string;
  title: string;
  abstract: string;
  ipKind: 'invention' | 'utility_model' | 'software' | 'know_how' | 'plant_variety';
  fieldCode: string;
  ipc: string[];
  inventors: string[];
  filedOn: string;
  grantedOn: string;
}

export const DEMO_ACHIEVEMENTS: DemoAchievement[] = [
  {
    number: 'DEMO2021-0001',
    title: '一种用于薄壁件铣削的自适应真空夹具及其控制方法',
    abstract:
      '本发明公开一种自适应真空夹具，由可独立升降的吸附单元阵列和分区压力控制器组成。控制器根据刀具位置预测切削力，提前调整邻近单元的吸附压力与支撑刚度，使厚度小于 2 毫米的铝合金薄壁件在铣削中的变形降低约 60%，更换工件时无需制作专用工装，适用于航空结构件和新能源汽车电池托盘的小批量加工。',
    ipKind: 'invention',
    fieldCode: 'manufacturing',
    ipc: ['B23Q 3/08', 'B25B 11/00'],
    inventors: ['欧阳文涛', '李嘉慧', '韦国栋'],
    filedOn: '2021-04-19',
    grantedOn: '2023-02-10',
  },
  {
    number: 'DEMO2020-0002',
    title: '钠离子电池用磷酸铁钠复合正极材料及制备方法',
    abstract:
      '本发明以葡萄糖和石墨烯为双碳源，通过喷雾干燥与两段烧结制得表面均匀包覆的磷酸铁钠复合微球。材料在 1C 倍率下首次放电比容量达到 108 mAh/g，循环 2000 次容量保持率 91%，原料不含锂、钴、镍，烧结温度低于 560 ℃，可在现有磷酸铁锂产线上改造生产。',
    ipKind: 'invention',
    fieldCode: 'energy',
    ipc: ['H01M 4/58', 'C01B 25/45', 'H01M 10/054'],
    inventors: ['崔明远', '唐雨薇'],
    filedOn: '2020-11-03',
    grantedOn: '2022-08-26',
  },
  {
    number: 'DEMO2022-0003',
    title: '基于荧光适配体的水产品中孔雀石绿快速检测试纸',
    abstract:
      '本发明提供一种检测试纸，将筛选得到的核酸适配体与上转换荧光微粒结合，在 12 分钟内对鱼虾组织提取液中的孔雀石绿给出定量读数，检出限 0.15 μg/kg，无需冷链保存，配合手持读数仪即可在批发市场现场使用，与液相色谱质谱法的符合率为 97%。',
    ipKind: 'invention',
    fieldCode: 'biomedicine',
    ipc: ['G01N 33/558', 'C12N 15/115'],
    inventors: ['方秋萍', '莫子健', '黎晓彤', '陆伟强'],
    filedOn: '2022-03-28',
    grantedOn: '2024-01-05',
  },
  {
    number: 'DEMO2019-0004',
    title: '耐湿热聚酰亚胺气凝胶隔热薄膜的连续化制备工艺',
    abstract:
      '本发明采用溶胶凝胶与常压干燥相结合的连续涂布工艺，制得厚度 0.2 至 1.0 毫米、导热系数 0.021 W/(m·K) 的柔性聚酰亚胺气凝胶薄膜。在 85 ℃、85% 相对湿度下放置 1000 小时后隔热性能衰减小于 6%，可用于动力电池电芯间隔热和可穿戴设备。',
    ipKind: 'invention',
    fieldCode: 'materials',
    ipc: ['C08J 9/28', 'C08L 79/08'],
    inventors: ['贺承志', '苏婉清'],
    filedOn: '2019-06-17',
    grantedOn: '2021-10-22',
  },
  {
    number: 'DEMO2021-0005',
    title: '村镇污水人工湿地与微生物电化学耦合处理装置',
    abstract:
      '本实用新型将垂直流人工湿地与阴阳极填料层耦合，利用根系泌氧形成稳定电位差，强化低碳氮比污水的脱氮过程。日处理量 20 至 200 吨的模块可拼装，占地比常规湿地减少约 45%，出水氨氮低于 5 mg/L，运行电耗每吨水不足 0.05 千瓦时，适合岭南村镇分散治理。',
    ipKind: 'utility_model',
    fieldCode: 'environment',
    ipc: ['C02F 3/32', 'C02F 3/00'],
    inventors: ['麦家荣', '温舒雅', '石磊'],
    filedOn: '2021-09-08',
    grantedOn: '2022-04-15',
  },
  {
    number: 'DEMO2023-0006',
    title: '面向内河船舶的多雷达协同靠泊辅助方法',
    abstract:
      '本发明融合两部岸基毫米波雷达与船载惯性导航数据，估计船舶相对泊位的位置、航向和漂移速度，在能见度低于 50 米时定位误差小于 0.3 米，并向驾驶员给出舵角和主机转速建议。系统已在模拟器和 300 吨级货船上完成试验。',
    ipKind: 'invention',
    fieldCode: 'transport',
    ipc: ['G08G 3/02', 'G01S 13/87', 'B63B 49/00'],
    inventors: ['古天佑', '岑思敏'],
    filedOn: '2023-01-12',
    grantedOn: '2024-09-20',
  },
  {
    number: 'DEMO2022-0007',
    title: '轻量级中文语音指令识别芯片的存内计算架构',
    abstract:
      '本发明提出一种基于 SRAM 的存内计算阵列，以混合位宽方式执行深度可分离卷积，在 28 纳米工艺下常开功耗低于 90 微瓦，本地识别 60 条中文指令的准确率为 96.8%，不依赖网络，适合家电、玩具和助听设备。',
    ipKind: 'invention',
    fieldCode: 'electronics',
    ipc: ['G06N 3/063', 'G10L 15/16', 'G11C 11/41'],
    inventors: ['骆安琪', '高振宇', '费思齐'],
    filedOn: '2022-07-05',
    grantedOn: '2024-05-31',
  },
  {
    number: 'DEMO2018-0008',
    title: '荔枝采后可食性涂膜保鲜剂及其使用方法',
    abstract:
      '本发明以壳寡糖、茶多酚和改性淀粉为主要成分，在荔枝表面形成透气可食的薄膜，常温 28 ℃ 下将果皮褐变推迟 6 至 8 天，商品果率较未处理组提高 35 个百分点，每吨果实药剂成本不超过 120 元，浸泡或喷淋均可，清水可洗去。',
    ipKind: 'invention',
    fieldCode: 'agriculture',
    ipc: ['A23B 7/16', 'A23B 7/154'],
    inventors: ['江美玲', '钟伟业'],
    filedOn: '2018-05-24',
    grantedOn: '2020-12-11',
  },
  {
    number: 'DEMO2020-0009',
    title: '高层建筑外墙空鼓的红外与声振融合检测机器人',
    abstract:
      '本发明的绳驱检测机器人沿外墙移动，同步采集红外热像和敲击声振信号，用融合模型定位面砖与保温层空鼓，最小可识别面积 0.01 平方米，检出率 94%，单台每天检测 3000 平方米，取代吊篮人工敲击，显著降低高空作业风险。',
    ipKind: 'invention',
    fieldCode: 'urban',
    ipc: ['G01N 29/04', 'G01N 25/72', 'E04G 23/00'],
    inventors: ['符永昌', '邱雪晴', '章立言'],
    filedOn: '2020-08-31',
    grantedOn: '2022-11-18',
  },
  {
    number: 'DEMO2023-0010',
    title: '电弧风洞用碳化硅热防护样件的非接触测温方法',
    abstract:
      '本发明利用三个窄带光谱通道的比值消除发射率和烟尘的影响，在 1200 至 2600 ℃ 范围内对热防护样件表面进行每秒 1000 帧的温度场测量，重复误差小于 0.8%，无需在样件上开孔，已用于小型再入飞行器材料的地面筛选试验。',
    ipKind: 'invention',
    fieldCode: 'aerospace',
    ipc: ['G01J 5/60', 'G01M 9/06'],
    inventors: ['雷浩然', '鲍静怡'],
    filedOn: '2023-05-16',
    grantedOn: '2025-03-07',
  },
  {
    number: 'DEMO2024-0011',
    title: '注塑车间能耗与排产联合优化软件 V2.0',
    abstract:
      '本软件读取注塑机、干燥机与冷水机组的实时功率，结合订单交期和分时电价，给出排产与启停建议。在三家工厂的试用中，单位产品电耗平均下降 11%，换模次数减少 18%。软件提供标准接口，可与现有生产管理系统对接。',
    ipKind: 'software',
    fieldCode: 'manufacturing',
    ipc: [],
    inventors: ['连志鹏', '丘佩珊'],
    filedOn: '',
    grantedOn: '',
  },
  {
    number: 'DEMO2022-0012',
    title: '低活度放射性废树脂的超临界水氧化减容技术',
    abstract:
      '本技术将核电站低活度废离子交换树脂在超临界水中氧化，有机物去除率大于 99.5%，减容比达到 40 以上，放射性核素富集于无机残渣并直接固化，尾气和排水经监测低于限值。已完成每小时 5 公斤的中试装置，提供工艺包和操作规程。',
    ipKind: 'know_how',
    fieldCode: 'nuclear',
    ipc: [],
    inventors: ['葛远山', '阮清和'],
    filedOn: '',
    grantedOn: '',
  },
  {
    number: 'DEMO2021-0013',
    title: '盾构机主轴承在线油液磨粒监测装置',
    abstract:
      '本发明在主轴承回油管路上串接电感式磨粒传感器与微波水分探头，区分铁磁与非铁磁颗粒并估算剩余寿命，在两条地铁区间的掘进中提前 19 天发现滚道剥落，误报率低于每千小时一次，可加装于在用设备。',
    ipKind: 'invention',
    fieldCode: 'manufacturing',
    ipc: ['G01N 15/06', 'E21D 9/06', 'G01M 13/04'],
    inventors: ['龚立言', '冼志刚'],
    filedOn: '2021-04-19',
    grantedOn: '2023-06-30',
  },
  {
    number: 'DEMO2023-0014',
    title: '城轨车辆永磁牵引电机的低噪声转子结构',
    abstract:
      '本实用新型以分段斜极和不等厚隔磁桥削弱齿槽转矩，在 60 至 120 km/h 区间把电机啸叫降低 6.5 dB(A)，效率损失小于 0.2%，沿用现有定子冲片和端盖，样机完成 2000 小时耐久试验。',
    ipKind: 'utility_model',
    fieldCode: 'transport',
    ipc: ['H02K 1/276', 'H02K 29/03'],
    inventors: ['麦景行', '龚立言'],
    filedOn: '2023-02-27',
    grantedOn: '2023-11-10',
  },
];
