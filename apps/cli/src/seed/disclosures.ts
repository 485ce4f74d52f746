import type { Actor } from '@jishi/identity';
import {
  AttachmentService,
  DecisionService,
  type DisclosureContent,
  DisclosureReadsService,
  DisclosureService,
  ListingService,
  type Proposal,
  RuleProfileService,
} from '@jishi/listings';
import { type Database, DatabaseClock, maybeRow } from '@jishi/platform';
import { WindowRepository, WindowService } from '@jishi/windows';
import { papersOf } from './blank-paper';
import { actorOf } from './listings';

const YUAN = 100;
/** How far a disclosure has come; each step is taken by whoever takes it in life. */
const STEPS = ['draft', 'disclosed', 'returned', 'in_review', 'accepted', 'proposed', 'approving', 'decided'] as const;

interface DemoDisclosure {
  content: Omit<DisclosureContent, 'contributors'>;
  proposal?: Proposal;
  /** Approvals given of those asked for. */
  approved?: number;
  reached: (typeof STEPS)[number];
}

const CONTENT: Omit<DisclosureContent, 'contributors' | 'title' | 'summary' | 'description' | 'fieldCode'> = {
  ipKind: 'know_how',
  fundingSource: 'outside',
  programme: '',
  secrecy: [],
  exportControl: 'free',
  parties: [],
  publications: [],
};
const TERMS: Proposal = {
  form: 'licence',
  reason: '已有多家企业询问，普通许可便于推广，收益稳定。',
  pricingWay: 'auction',
  priceMinor: 680_000 * YUAN,
  exclusivity: 'ordinary',
  companyName: '',
  companyShareBps: null,
  profileCode: 'gz-university',
  achievementId: null,
};

/** Made-up work of made-up people, one in each state worth seeing. */
const DEMO_DISCLOSURES: DemoDisclosure[] = [
  {
    content: {
      ...CONTENT,
      title: '近海养殖网箱附着物在线识别方法',
      summary: '用水下图像判断网箱附着程度，提示清洗时机。',
      description: '',
      fieldCode: 'agriculture',
    },
    reached: 'draft',
  },
  {
    content: {
      ...CONTENT,
      title: '冷链车厢多点测温与风道自适应调节',
      summary: '按货位温差自动调节风道，降低冷链能耗。',
      description: '在车厢内布置十二个测点，以温差分布为输入调节三段风门；样车实测能耗下降约一成。',
      fieldCode: 'transport',
      fundingSource: 'province',
      programme: '省重点领域研发计划（演示）2025-TR-017',
      publications: [{ title: '冷链车厢温度场测试', on: '2026-03-18', where: '演示学报' }],
    },
    reached: 'disclosed',
  },
  {
    content: {
      ...CONTENT,
      title: '老旧住宅外墙饰面空鼓红外巡检流程',
      summary: '利用昼夜温差，从红外图像中定位外墙空鼓。',
      description: '早晚各采集一次红外图像，按温差曲线判断空鼓深度；已在三栋楼试用。',
      fieldCode: 'urban',
    },
    reached: 'returned',
  },
  {
    content: {
      ...CONTENT,
      title: '柔性压力传感薄膜的低温制备工艺',
      summary: '一种可在低温下成膜的柔性压力传感材料。',
      description: '前驱体配比、涂布厚度与固化曲线为技术秘密，见实验记录本第三册。',
      fieldCode: 'materials',
      secrecy: ['trade_secret'],
      exportControl: 'restricted',
      parties: [{ name: '佛山映湖电子有限公司（演示）', uscc: '', role: 'commissioner' }],
    },
    reached: 'in_review',
  },
  {
    content: {
      ...CONTENT,
      title: '稻渔共作田块水位远程控制装置',
      summary: '面向稻渔共作的田块水位自动控制。',
      description: '以浮子测位与电动闸门联动，断电时机械自锁；两季田间试验稳定。',
      fieldCode: 'agriculture',
      fundingSource: 'city',
      programme: '市乡村振兴科技计划（演示）2024-AG-032',
    },
    proposal: {
      ...TERMS,
      form: 'transfer',
      reason: '装备企业有意整体承接，转让有利于尽快量产。',
      priceMinor: 1_350_000 * YUAN,
      exclusivity: null,
    },
    reached: 'proposed',
  },
  {
    content: {
      ...CONTENT,
      title: '工业废水中低浓度氟离子的分级吸附',
      summary: '两级吸附剂处理低浓度含氟废水，可再生使用。',
      description: '一级为改性氧化铝，二级为复合树脂；再生二十次后容量保持九成以上。',
      fieldCode: 'environment',
      fundingSource: 'state',
      programme: '国家重点研发计划课题（演示）2023-EN-105',
      parties: [{ name: '岭海科技大学', uscc: '', role: 'co_developer' }],
    },
    proposal: {
      ...TERMS,
      form: 'transfer',
      reason: '达到集体决策金额，拟公开拍卖，确保价格公允。',
      priceMinor: 6_200_000 * YUAN,
      exclusivity: null,
    },
    approved: 2,
    reached: 'approving',
  },
  {
    content: {
      ...CONTENT,
      title: '轴承早期磨损的声发射判别软件',
      summary: '从声发射信号中判别轴承早期磨损的软件。',
      description: '特征提取与阈值自学习两部分，附测试集与源代码说明。',
      fieldCode: 'manufacturing',
      ipKind: 'software',
    },
    proposal: TERMS,
    approved: 3,
    reached: 'decided',
  },
];

/** Brings the demonstration's disclosures as far as they should be; those that exist are left alone. */
export async function seedDisclosures(database: Database, attachments: AttachmentService): Promise<void> {
  const clock = new DatabaseClock(database);
  await clock.onModuleInit();
  try {
    const windows = new WindowService(database, new WindowRepository());
    const profiles = new RuleProfileService(database, { demo: true });
    const listings = new ListingService(database, clock, windows, profiles);
    const disclosures = new DisclosureService(database, clock, attachments);
    const decisions = new DecisionService(database, clock, attachments, profiles, listings);
    const reads = new DisclosureReadsService(database, clock, attachments, disclosures);
    const people = Object.fromEntries(
      await Promise.all(LOGINS.map(async (login) => [login, await actorOf(database.manager, login)] as const)),
    ) as People;
    const paper = papersOf(attachments);
    for (const demo of DEMO_DISCLOSURES) {
      const known = await maybeRow(database.manager, 'select 1 from disclosure where title = $1', [demo.content.title]);
      if (!known) await seedDisclosure({ disclosures, decisions, reads, paper }, people, demo);
    }
  } finally {
    clock.onModuleDestroy();
  }
}

const LOGINS = ['inventor', 'inventor2', 'officer', 'officer3', 'decider', 'decider2', 'decider3'] as const;
type People = Record<(typeof LOGINS)[number], Actor>;

interface Desk {
  disclosures: DisclosureService;
  decisions: DecisionService;
  reads: DisclosureReadsService;
  paper: (who: Actor) => Promise<string>;
}

async function seedDisclosure(desk: Desk, people: People, demo: DemoDisclosure): Promise<void> {
  const { disclosures, decisions, reads, paper } = desk;
  const { inventor, inventor2, officer } = people;
  const reaches = (state: (typeof STEPS)[number]): boolean => STEPS.indexOf(demo.reached) >= STEPS.indexOf(state);
  const id = await disclosures.draft(inventor, {
    ...demo.content,
    contributors: [
      { userId: inventor.userId, name: '', affiliation: '', shareBps: 6_500 },
      { userId: inventor2.userId, name: '', affiliation: '', shareBps: 3_500 },
    ],
  });
  if (!reaches('disclosed')) return;
  await disclosures.step(inventor, id, 'disclose');
  if (!reaches('returned')) return;
  await disclosures.step(officer, id, 'take');
  if (demo.reached === 'returned')
    return disclosures.step(officer, id, 'return', '请补充试用楼栋的检测记录，并说明与已有红外检测标准的差别。');
  // One share is still to be confirmed where the review goes on.
  if (!reaches('accepted')) return;
  await disclosures.answerShare(inventor2, id, true);
  await disclosures.step(officer, id, 'accept');
  if (!demo.proposal) return;
  await decisions.propose(officer, id, demo.proposal);
  const late = demo.reached === 'proposed';
  for (const { kind, due } of (await reads.get(officer, id)).checklist)
    if (due === 'submit' ? !late || kind === 'pricing_basis' : kind === 'first_refusal_notice')
      await disclosures.fileDocument(officer, id, kind, await paper(officer));
  if (!reaches('approving')) return;
  await disclosures.step(officer, id, 'submit');
  const approvers = [people.officer3, people.decider, people.decider2, people.decider3];
  for (const who of approvers.slice(0, demo.approved ?? 0))
    await decisions.approve(who, id, { answer: 'approve', opinion: '材料齐全，同意。', attachmentId: null });
}
